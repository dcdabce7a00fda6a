#pragma once

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

#include <array>
#include <vector>

namespace burin {

enum class ThemeMode { Light, Dark };

/// Every colour of the program, by its use. Widgets ask theme() when they paint or when changed() says so.
struct ThemeColors {
    QColor window, surface, raised, line;
    QColor text, muted;
    QColor accent, onAccent;
    QColor ok, warn, error;
    QColor variable, variableBackground;
    QColor code;                  ///< Background of code in rendered answers.
    std::array<QColor, 8> series; ///< Colour-blind safe (Okabe and Ito 2008); same model, same index everywhere.
};

/// The look of the whole application: palette, style sheet, fonts. One object, owned by main(), handed to nobody:
/// widgets reach it with theme(). GUI thread only.
class Theme : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    ThemeMode mode() const { return m_mode; }
    /// Applies palette and style sheet to the application and emits changed().
    void setMode(ThemeMode mode);
    const ThemeColors &colors() const;

    int zoom() const { return m_zoom; }
    /// The size of all text, in percent of the desktop's: fonts of the application, and of widgets that have their own.
    /// Emits changed().
    void setZoom(int percent);

    QFont bodyFont() const;
    QFont smallFont() const; ///< Meta data in tables and footers.
    QFont titleFont() const; ///< Page titles.
    QFont monoFont() const;  ///< Raw text, JSON.
    /// @p steps of the 4-pixel grid, scaled with the font.
    int space(int steps) const;

Q_SIGNALS:
    /// Charts, highlighters, documents and icons re-read their colours: the palette does not reach them.
    void changed();

private:
    void apply(double ratio);

    ThemeMode m_mode = ThemeMode::Light;
    int m_zoom = 100;
    QFont m_desktopFont;             ///< As it was at the start.
    std::vector<QPalette> m_applied; ///< Kept, because other threads may still hold on to an old one.
};

/// The application's theme. There is exactly one while the application runs.
Theme &theme();

/// A stable index into ThemeColors::series for @p name: first come, first served, the same for the whole session.
int seriesIndex(const QString &name);

} // namespace burin
