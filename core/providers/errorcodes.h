#pragma once

#include "core/domain/error.h"
#include "core/providers/errorbody.h"

namespace burin {

/// What a refusal with @p status means. The status decides the kind; the vendors' codes refine it within that kind.
/// Texts are never searched for words, save one last refinement each of a 400 (context length) and of a 404 (what is
/// missing: the model or the endpoint). Redirects are not here: they need the target. Pure.
ErrorCode codeForStatus(int status, const ErrorBody &body);

/// What an error reported inside an answer with status 200 means: the status it names, else its codes.
ErrorCode codeForReport(const ErrorBody &body);

} // namespace burin
