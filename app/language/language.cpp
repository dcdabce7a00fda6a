#include "app/language/language.h"

#include <QCoreApplication>
#include <QLocale>
#include <QTranslator>

namespace burin {

void installLanguage()
{
    auto *translator = new QTranslator(QCoreApplication::instance());
    const QString folder = QStringLiteral(":/translations");
    if (translator->load(QLocale(), QStringLiteral("burin"), QStringLiteral("_"), folder) ||
        translator->load(QStringLiteral("burin_en"), folder))
        QCoreApplication::installTranslator(translator);
}

} // namespace burin
