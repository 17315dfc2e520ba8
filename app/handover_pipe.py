"""A second start's side of a handover where sockets are Qt's alone, as on Windows."""

from PySide6.QtNetwork import QLocalSocket

from app import handover


def ask(where: str, message: bytes, patience: int) -> bool:
    """Hand `message` over at `where`; whether it was taken. Each answer may take `patience` ms."""
    socket = QLocalSocket()
    socket.connectToServer(where)
    if not socket.waitForConnected(patience):
        return False
    socket.write(message)
    while socket.bytesAvailable() < len(handover.YES):
        if not socket.waitForReadyRead(patience):
            return False
    if socket.readAll().data() != handover.YES:
        return False
    socket.write(handover.GO)
    socket.waitForBytesWritten(patience)
    socket.disconnectFromServer()
    return True
