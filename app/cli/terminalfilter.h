#pragma once

#include <QString>

namespace burin {

/// Takes from a text everything that could steer a terminal: C0 controls except LF and TAB, DEL, C1 controls, and
/// whole escape sequences (CSI, OSC, DCS and the like). Remembers a sequence that is cut between two pieces.
class TerminalFilter {
public:
    QString filtered(QStringView piece);

private:
    enum class State {
        Ground,
        Escape,       ///< Behind ESC.
        Intermediate, ///< Behind ESC and a character that announces one more.
        Csi,
        String, ///< OSC, DCS, SOS, PM, APC: until BEL, ST or the end of the line.
    };

    bool isShown(char16_t unit);
    State behindEscape(char16_t unit) const;

    State m_state = State::Ground;
};

/// A whole text through a filter of its own.
QString withoutControls(QStringView text);

} // namespace burin
