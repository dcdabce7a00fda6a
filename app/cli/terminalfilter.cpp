#include "app/cli/terminalfilter.h"

namespace burin {

namespace {

constexpr char16_t Bell = 0x07;
constexpr char16_t Cancel = 0x18;
constexpr char16_t Substitute = 0x1a;
constexpr char16_t Escape = 0x1b;
constexpr char16_t StringTerminator = 0x9c;

bool isC0(char16_t unit)
{
    return unit < 0x20 || unit == 0x7f;
}

bool isC1(char16_t unit)
{
    return unit >= 0x80 && unit <= 0x9f;
}

bool isLayout(char16_t unit)
{
    return unit == u'\n' || unit == u'\t';
}

} // namespace

QString TerminalFilter::filtered(QStringView piece)
{
    QString shown;
    shown.reserve(piece.size());
    for (const QChar character : piece)
        if (isShown(character.unicode())) shown += character;
    return shown;
}

bool TerminalFilter::isShown(char16_t unit)
{
    if (unit == Escape) {
        m_state = State::Escape;
        return false;
    }
    if (isC1(unit)) { // the one-character form of ESC and the character 0x40 below
        m_state = unit == StringTerminator ? State::Ground : behindEscape(char16_t(unit - 0x40));
        return false;
    }
    if (isLayout(unit)) { // a sequence that is never ended must not swallow the rest
        m_state = State::Ground;
        return true;
    }
    switch (m_state) {
    case State::Ground:
        return !isC0(unit);
    case State::Escape:
        m_state = behindEscape(unit);
        return false;
    case State::Intermediate:
        if (unit >= 0x30) m_state = State::Ground;
        return false;
    case State::Csi:
        if (unit >= 0x40 || unit == Cancel || unit == Substitute) m_state = State::Ground;
        return false;
    case State::String:
        if (unit == Bell || unit == Cancel || unit == Substitute) m_state = State::Ground;
        return false;
    }
    return false;
}

TerminalFilter::State TerminalFilter::behindEscape(char16_t unit) const
{
    switch (unit) {
    case u'[':
        return State::Csi;
    case u']':
    case u'P':
    case u'X':
    case u'^':
    case u'_':
        return State::String;
    default:
        return unit >= 0x20 && unit < 0x30 ? State::Intermediate : State::Ground;
    }
}

QString withoutControls(QStringView text)
{
    return TerminalFilter().filtered(text);
}

} // namespace burin
