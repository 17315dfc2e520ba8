"""The parts that `tests.generator` makes its words from."""


def _split(text: str) -> list[str]:
    return text.split()


SMALL = _split("the a to and for with of in on at from by her his without before after until")
STEMS = _split("""
    ask book brows call chang check claim collect compar confirm deliver enter explain fill find
    follow greet help join learn load mail mend mov offer open order pack pay phon pick plan print
    queu rat read remind rent repair repeat report return review rid scan search send settl shar
    show sign sort start stay switch talk tap test track trust turn visit wait walk warn welcom
    work writ
""")
ENDINGS = _split("es ed ing er ers ings able")
FIRST = _split("""
    bag bank bed bell bike bill boat book box bus call cart chair child city claim clock coat code
    cold day desk door dust east farm field fire fish front guest hand health home ice key land
    light line mail market meal milk moon night north paper park pass path post rail rain river
    road room school sea ship shop sign snow south stair sun tea team ticket tool tower town tram
    tree water way west wind wood work yard
""")
SECOND = _split("""
    bar bench board book box card case chain check clerk code desk door field floor form frame gate
    guard guide hall house keeper key lane lift light line list map mark master mate meter note
    office page pass path place plan plate point post rack room round route sheet shelf side sign
    stand stop store strip table tag team tray walk wall ward watch way work
""")
OTHER_LANGUAGES = {
    "ja": _split(
        "予約 確認 窓口 電話 荷物 待つ 受け取る 駅 地図 支払い 案内 書類 返品 質問 朝 部屋"
    ),
    "ar": _split("حجز موعد هاتف مكتب رسالة دفع استلام طريق غرفة سؤال محطة خريطة صباح انتظار بطاقة"),
    "hi": _split("टिकट फ़ोन दफ़्तर कमरा रास्ता भुगतान सवाल सुबह इंतज़ार नक्शा सामान संदेश जवाब पता समय"),
}
