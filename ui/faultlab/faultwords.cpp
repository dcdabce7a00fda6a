#include "ui/faultlab/faultwords.h"

#include "ui/common/format.h"

#include <QCoreApplication>

namespace burin {

QString wordsFor(const Expectation &expectation)
{
    QStringList errors;
    for (const ErrorCode code : expectation.errors)
        errors += makeError(code, QStringLiteral("…")).message();
    QString words = formatStatus(expectation.status);
    if (!errors.isEmpty()) {
        //: Between the sentences of errors, one of which is expected.
        const QString either = QCoreApplication::translate("FaultLab", " or ");
        words += QStringLiteral(" – ") + errors.join(either);
    }
    if (expectation.attempts)
        words += QStringLiteral(" · ") +
                 QCoreApplication::translate("FaultLab", "%n attempt(s)", nullptr, *expectation.attempts);
    return words;
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
