#include "ui/common/compact.h"

#include <QCoreApplication>
#include <QLocale>

namespace burin {

QString compactCount(qint64 count)
{
    struct Scale {
        double from;
        double unit;
        const char *text;
    };
    static constexpr Scale scales[] = {{999.5e6, 1e9, QT_TRANSLATE_NOOP("Format", "%1 G")},
                                       {999.5e3, 1e6, QT_TRANSLATE_NOOP("Format", "%1 M")},
                                       {1e4, 1e3, QT_TRANSLATE_NOOP("Format", "%1 k")}};
    const QLocale locale;
    for (const Scale &scale : scales) {
        if (double(count) < scale.from) continue;
        const double value = double(count) / scale.unit;
        return QCoreApplication::translate("Format", scale.text)
            .arg(locale.toString(value, 'f',
                                 value < 9.995   ? 2
                                 : value < 99.95 ? 1
                                                 : 0));
    }
    return locale.toString(count);
}

} // namespace burin
