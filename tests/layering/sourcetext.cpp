#include "tests/layering/sourcetext.h"

#include <QRegularExpression>

namespace burin::layering {

QList<Include> includesOf(const QString &source)
{
    static const QRegularExpression directive(QStringLiteral("^\\s*#\\s*include\\s*([\"<])([^\">]+)[\">]"));
    QList<Include> includes;
    const QStringList lines = source.split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QRegularExpressionMatch match = directive.match(lines[i]);
        if (match.hasMatch()) includes += {int(i) + 1, match.captured(2), match.captured(1) == u"\""};
    }
    return includes;
}

QString codeOf(const QString &source)
{
    // In this order: what begins first, wins. A digit separator is not a character literal.
    static const QRegularExpression skipped(QStringLiteral("R\"([^(\\s]*)\\(.*?\\)\\1\""
                                                           "|\"(?:[^\"\\\\\n]|\\\\.)*\""
                                                           "|(?<![0-9a-fA-F])'(?:[^'\\\\\n]|\\\\.)+'"
                                                           "|//[^\n]*"
                                                           "|/\\*.*?\\*/"),
                                            QRegularExpression::DotMatchesEverythingOption);
    QString code;
    qsizetype end = 0;
    for (auto it = skipped.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        code += QStringView(source).mid(end, match.capturedStart() - end);
        code += u' ' + QString(match.capturedView().count(u'\n'), u'\n');
        end = match.capturedEnd();
    }
    return code + source.mid(end);
}

} // namespace burin::layering
