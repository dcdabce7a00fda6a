#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace burin::simulator {

/// Why a request is refused, and how each vendor words it.
struct Complaint {
    int status = 500;
    const char *name = "";   ///< As scenarios call it.
    const char *phrase = ""; ///< Of the status line.
    QString message;
    const char *openAiType = "";
    const char *openAiCode = nullptr; ///< nullptr = null in JSON.
    const char *anthropicType = "";
    const char *googleStatus = "";
    const char *googleReason = nullptr; ///< Of an ErrorInfo; or a quota's id.
    std::optional<double> retryAfter;   ///< Seconds; some vendors repeat it in the body.
};

/// The words behind a status in the first line of an answer.
QByteArray reasonPhrase(int status);

/// The complaint called @p name, whatever its status; else the plain one of @p status. An empty @p message is filled
/// with the usual one.
Complaint complaintFor(int status, const QString &name = {}, const QString &message = {});
/// The names that complaintFor() knows.
QStringList complaintNames();

// The error documents of the vendors.
QByteArray openAiError(const Complaint &complaint);
QByteArray openRouterError(const Complaint &complaint);
QByteArray anthropicError(const Complaint &complaint);
QByteArray googleError(const Complaint &complaint);
QByteArray ollamaError(const Complaint &complaint);

} // namespace burin::simulator
