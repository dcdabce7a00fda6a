#pragma once

#include <QByteArray>
#include <QString>

namespace burin::simulator {

/// The words behind a status in the first line of an answer.
QByteArray reasonPhrase(int status);

/// An error document as OpenAI writes it, with the type and code that belong to @p status. An empty @p message is
/// filled with the usual one.
QByteArray errorBody(int status, const QString &message = {});

/// The body of the 404 for a model that does not exist.
QByteArray unknownModelBody(const QString &model);

} // namespace burin::simulator
