#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QSvgRenderer>

namespace burin {

namespace {

/// Draws the SVG in the colour that the theme has at that moment, so that icons follow a change of theme by themselves.
class ThemedIconEngine : public QIconEngine {
public:
    using Role = QColor ThemeColors::*;

    ThemedIconEngine(QString name, QColor color, Role role)
        : m_name(std::move(name)), m_color(std::move(color)), m_role(role)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
        if (!file.open(QIODevice::ReadOnly)) return;
        QByteArray svg = file.readAll();
        svg.replace("currentColor", colorFor(mode, state).name().toLatin1()); // Qt's renderer knows no currentColor
        svg.replace("stroke-width=\"2\"", "stroke-width=\"1.75\"");
        QSvgRenderer renderer(svg);
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new ThemedIconEngine(m_name, m_color, m_role); }

private:
    QColor colorFor(QIcon::Mode mode, QIcon::State state) const
    {
        const ThemeColors &colors = theme().colors();
        if (mode == QIcon::Disabled) return colors.muted;
        if (m_color.isValid()) return m_color;
        if (m_role) return colors.*m_role;
        if (state == QIcon::On) return colors.accent;
        return colors.text;
    }

    QString m_name;
    QColor m_color;
    Role m_role;
};

} // namespace

QIcon icon(const QString &name)
{
    return icon(name, QColor());
}

QIcon icon(const QString &name, const QColor &color)
{
    return QIcon(new ThemedIconEngine(name, color, nullptr));
}

QIcon icon(const QString &name, QColor ThemeColors::*role)
{
    return QIcon(new ThemedIconEngine(name, {}, role));
}

} // namespace burin
