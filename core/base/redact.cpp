#include "core/base/redact.h"

#include "core/base/secret.h"

#include <QRegularExpression>

namespace burin {

namespace {

const QString Mark = QStringLiteral("[redacted]");

struct Pattern {
    QRegularExpression expression;
    QString replacement;
};

const std::vector<Pattern> &patterns()
{
    static const std::vector<Pattern> list = {
        {QRegularExpression(QStringLiteral(R"(\b(Bearer|Basic)\s+[^\s"',]+)"),
                            QRegularExpression::CaseInsensitiveOption),
         QStringLiteral("\\1 ") + Mark},
        {QRegularExpression(
             QStringLiteral(
                 R"(\b((?:x-)?(?:goog-)?api[-_]?key|authorization)(["']?\s*[:=]\s*["']?)(?!Bearer|Basic)[^\s"',&]+)"),
             QRegularExpression::CaseInsensitiveOption),
         QStringLiteral("\\1\\2") + Mark},
        {QRegularExpression(QStringLiteral(R"(([?&](?:key|token|access_token|api_key)=)[^&\s"']+)"),
                            QRegularExpression::CaseInsensitiveOption),
         QStringLiteral("\\1") + Mark},
        {QRegularExpression(QStringLiteral(R"(\b(?:sk-|gsk_|xai-|pplx-|AIza|hf_|r8_)[A-Za-z0-9_\-*.]{6,})")), Mark},
    };
    return list;
}

} // namespace

QString redacted(QString text, const std::vector<Secret> &known)
{
    for (const Secret &secret : known) {
        if (!secret.isEmpty()) text.replace(QString::fromUtf8(secret.reveal()), Mark);
    }
    for (const Pattern &pattern : patterns())
        text.replace(pattern.expression, pattern.replacement);
    return text;
}

} // namespace burin
