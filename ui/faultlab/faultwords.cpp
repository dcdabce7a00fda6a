#include "ui/faultlab/faultwords.h"

#include "ui/common/format.h"

#include <QCoreApplication>

namespace burin {

namespace {

QString joinedWords(RunStatus status, const QStringList &errors, std::optional<int> attempts)
{
    QString words = formatStatus(status);
    if (!errors.isEmpty()) {
        //: Between the sentences of errors, one of which is expected.
        const QString either = QCoreApplication::translate("FaultLab", " or ");
        words += QStringLiteral(" – ") + errors.join(either);
    }
    if (attempts)
        words += QStringLiteral(" · ") + QCoreApplication::translate("FaultLab", "%n attempt(s)", nullptr, *attempts);
    return words;
}

} // namespace

QString wordsFor(const Expectation &expectation)
{
    QStringList errors;
    for (const ErrorCode code : expectation.errors)
        errors += makeError(code, QStringLiteral("…")).message();
    return joinedWords(expectation.status, errors, expectation.attempts);
}

QString wordsFor(const RunRecord &record)
{
    QStringList errors;
    if (record.error) errors += visibleText(record.error->message());
    return joinedWords(record.status, errors, int(record.attempts.size()));
}

QString verdictIconName(bool met)
{
    return met ? QStringLiteral("circle-check") : QStringLiteral("circle-x");
}

QString verdictTone(bool met)
{
    return met ? QStringLiteral("ok") : QStringLiteral("error");
}

} // namespace burin
