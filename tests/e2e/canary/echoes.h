#pragma once

#include "tests/support/script.h"

#include <vector>

namespace burin {

/// A server that gives back what it should have kept to itself.
struct Echo {
    const char *name;
    Script script;
};

/// Every place of an answer but the model's text with @p secret in it, in all its looks. @p elsewhere is where
/// redirects lead.
std::vector<Echo> echoesOf(const QByteArray &secret, const QByteArray &elsewhere);

} // namespace burin
