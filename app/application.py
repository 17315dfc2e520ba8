"""Qt's application as every window needs it: style, font, sharpness, colours."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.settings import Settings
from app.windows import Windows
from model import collector
from resources import fonts
from widgets.theme import Theme


def make(settings_file: Path | None = None) -> tuple[QApplication, Windows]:
    """The application and its windows, none open yet."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    QGuiApplication.setDesktopFileName("touchline")
    application = QApplication(["touchline"])
    application.setApplicationName("Touchline")
    application.setStyle("Fusion")
    give_font(application)
    collector.calm()
    settings = Settings(settings_file)
    theme = Theme(settings.theme, application)
    theme.apply()
    return application, Windows(settings, theme, application)


def give_font(application: QApplication) -> None:
    """The system's own font; the bundled one where there is none to write with."""
    if QFontDatabase.families():
        return
    for key, font in fonts.manifest().items():
        if font.family == "Inter":
            QFontDatabase.addApplicationFont(str(fonts.path(key)))
    application.setFont(QFont("Inter", 10))
