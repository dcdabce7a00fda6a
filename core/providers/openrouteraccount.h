#pragma once

#include "core/base/result.h"
#include "core/domain/account.h"
#include "core/domain/provider.h"
#include "core/net/httprequest.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace burin {

// OpenRouter's account (https://openrouter.ai/docs/api-reference): credit, charges of single answers, and signing in.
// Pure: requests out, answers in.

/// GET /key.
HttpRequest creditsRequest(const ProviderProfile &profile, const Secret &key);
Result<Credits> decodeCredits(const QByteArray &body);

/// GET /generation. The answer may take a second to exist: a 404 until then.
HttpRequest chargeRequest(const ProviderProfile &profile, const QString &generation, const Secret &key);
Result<Charge> decodeCharge(const QByteArray &body);

/// One sign-in by OAuth with PKCE (RFC 7636, S256): the verifier never leaves this program before the code comes back.
struct SignIn {
    QByteArray verifier; ///< 43 characters of base64url.
    QByteArray challenge;
};
/// @p random is 32 bytes that nobody can guess.
SignIn makeSignIn(const QByteArray &random);
/// The page that the browser opens. @p callback is on this computer.
QUrl signInUrl(const SignIn &signIn, const QUrl &callback);
/// POST /auth/keys: exchanges the code of the callback for a key.
HttpRequest signInKeyRequest(const ProviderProfile &profile, const SignIn &signIn, const QString &code);
Result<Secret> decodeSignInKey(const QByteArray &body);

} // namespace burin
