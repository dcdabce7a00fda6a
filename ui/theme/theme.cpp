#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QHash>
#include <QPointer>
#include <QStyleFactory>
#include <QThreadPool>
#include <QWidget>

namespace burin {

namespace {

Theme *current = nullptr;

// Okabe and Ito, "Color Universal Design" (2008); the black of their set is a grey here so that it shows in the dark.
const std::array<QColor, 8> seriesColors = {QColor(0x0072B2), QColor(0xE69F00), QColor(0x009E73), QColor(0xCC79A7),
                                            QColor(0x56B4E9), QColor(0xD55E00), QColor(0xF0E442), QColor(0x8A8F98)};

const ThemeColors light = {
    .window = QColor(0xF6F6F4),
    .surface = QColor(0xFFFFFF),
    .raised = QColor(0xFBFBFA),
    .line = QColor(0xE2E1DD),
    .text = QColor(0x1D1E20),
    .muted = QColor(0x6B6F76),
    .accent = QColor(0x2F5FD0),
    .onAccent = QColor(0xFFFFFF),
    .ok = QColor(0x1E7F4F),
    .warn = QColor(0x9A6700),
    .error = QColor(0xB42318),
    .variable = QColor(0x7A3EBF),
    .variableBackground = QColor(0xF3ECFB),
    .code = QColor(0xF3F3F1),
    .series = seriesColors,
};

const ThemeColors dark = {
    .window = QColor(0x1B1C1E),
    .surface = QColor(0x232528),
    .raised = QColor(0x2A2C30),
    .line = QColor(0x36393E),
    .text = QColor(0xE8E8E6),
    .muted = QColor(0x9AA0A8),
    .accent = QColor(0x7AA2FF),
    .onAccent = QColor(0x10131A),
    .ok = QColor(0x57C88A),
    .warn = QColor(0xE0B341),
    .error = QColor(0xFF7B6E),
    .variable = QColor(0xC9A4FF),
    .variableBackground = QColor(0x33284A),
    .code = QColor(0x1B1C1E),
    .series = seriesColors,
};

QPalette paletteOf(const ThemeColors &c)
{
    QPalette palette(c.text, c.raised, c.line, c.line, c.line, c.text, c.text, c.surface, c.window);
    palette.setColor(QPalette::AlternateBase, c.raised);
    palette.setColor(QPalette::Highlight, c.accent);
    palette.setColor(QPalette::HighlightedText, c.onAccent);
    palette.setColor(QPalette::Link, c.accent);
    palette.setColor(QPalette::LinkVisited, c.accent);
    palette.setColor(QPalette::PlaceholderText, c.muted);
    palette.setColor(QPalette::ToolTipBase, c.raised);
    palette.setColor(QPalette::ToolTipText, c.text);
    palette.setColor(QPalette::Mid, c.line);
    palette.setColor(QPalette::Dark, c.line);
    palette.setColor(QPalette::Shadow, c.line);
    for (const QPalette::ColorRole role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, c.line);
    return palette;
}

/// Nearer to @p first: visible, but quieter than text.
QColor between(const QColor &first, const QColor &second)
{
    const auto mix = [](int a, int b) { return (2 * a + b) / 3; };
    return {mix(first.red(), second.red()), mix(first.green(), second.green()), mix(first.blue(), second.blue())};
}

/// The few things that a palette cannot say: style.qss, with the colours put in.
QString styleSheetOf(const ThemeColors &c)
{
    QFile file(QStringLiteral(":/theme/style.qss"));
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    Q_UNUSED(opened);
    return QString::fromUtf8(file.readAll())
        .replace(QLatin1StringView("%handle"), between(c.line, c.muted).name())
        .replace(QLatin1StringView("%line"), c.line.name())
        .replace(QLatin1StringView("%raised"), c.raised.name())
        .replace(QLatin1StringView("%text"), c.text.name())
        .replace(QLatin1StringView("%muted"), c.muted.name())
        .replace(QLatin1StringView("%onAccent"), c.onAccent.name())
        .replace(QLatin1StringView("%accent"), c.accent.name())
        .replace(QLatin1StringView("%surface"), c.surface.name())
        .replace(QLatin1StringView("%window"), c.window.name())
        .replace(QLatin1StringView("%ok"), c.ok.name())
        .replace(QLatin1StringView("%warn"), c.warn.name())
        .replace(QLatin1StringView("%error"), c.error.name())
        .replace(QLatin1StringView("%variable"), c.variable.name());
}

/// The widgets that were given a font. It does not follow the application's, and a new style sheet would set it back to
/// what it was when the sheet before was applied (Qt 6.4).
std::vector<std::pair<QPointer<QWidget>, QFont>> ownFonts()
{
    std::vector<std::pair<QPointer<QWidget>, QFont>> fonts;
    for (QWidget *widget : QApplication::allWidgets()) {
        const QFont font = widget->font();
        if (widget->testAttribute(Qt::WA_SetFont) && (font.resolveMask() & QFont::SizeResolved) &&
            font.pointSizeF() > 0)
            fonts.emplace_back(widget, font);
    }
    return fonts;
}

} // namespace

Theme::Theme(QObject *parent) : QObject(parent)
{
    Q_ASSERT(!current);
    current = this;
    m_desktopFont = QApplication::font();
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    setMode(m_mode);
}

Theme::~Theme()
{
    // Documents are built on the pool, and Qt's rich text reads the application's palette, which ends after this.
    QThreadPool::globalInstance()->clear();
    QThreadPool::globalInstance()->waitForDone();
    if (m_zoom != 100) QApplication::setFont(m_desktopFont); // the next theme starts from it
    current = nullptr;
}

void Theme::setMode(ThemeMode mode)
{
    m_mode = mode;
    apply(1);
}

void Theme::setZoom(int percent)
{
    if (percent == m_zoom) return;
    const double ratio = double(percent) / m_zoom;
    m_zoom = percent;
    apply(ratio);
}

void Theme::apply(double ratio)
{
    const auto own = ownFonts();
    QApplication::setPalette(paletteOf(colors()));
    if (ratio != 1) {
        QFont font = m_desktopFont;
        font.setPointSizeF(m_desktopFont.pointSizeF() * m_zoom / 100);
        QApplication::setFont(font);
    }
    qApp->setStyleSheet(styleSheetOf(colors()));
    for (auto [widget, font] : own) {
        font.setPointSizeF(font.pointSizeF() * ratio);
        if (widget) widget->setFont(font);
    }
    m_applied.push_back(QApplication::palette());
    Q_EMIT changed();
}

const ThemeColors &Theme::colors() const
{
    return m_mode == ThemeMode::Dark ? dark : light;
}

QFont Theme::bodyFont() const
{
    return QApplication::font();
}

QFont Theme::smallFont() const
{
    QFont font = bodyFont();
    font.setPointSizeF(font.pointSizeF() * 0.88);
    return font;
}

QFont Theme::titleFont() const
{
    QFont font = bodyFont();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont Theme::monoFont() const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(bodyFont().pointSizeF());
    return font;
}

int Theme::space(int steps) const
{
    // 4 px at the usual 17-pixel line of a 13-pixel body font, more where the user's font is larger.
    return qMax(1, qRound(steps * 4 * QFontMetrics(bodyFont()).height() / 17.0));
}

Theme &theme()
{
    Q_ASSERT(current);
    return *current;
}

int seriesIndex(const QString &name)
{
    static QHash<QString, int> indexes;
    const auto known = indexes.constFind(name);
    if (known != indexes.cend()) return *known;
    const int index = int(indexes.size() % qsizetype(seriesColors.size()));
    indexes.insert(name, index);
    return index;
}

} // namespace burin
