#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/prompt/template.h"

#include <QFuture>
#include <QStringList>

#include <functional>

namespace burin {

/// Where widgets get the texts that prompts include by these names, and what those include in turn. Answers come later,
/// on the thread of the widgets; a name that leads nowhere is left out.
using FragmentSource = std::function<QFuture<Result<Fragments>>(const QStringList &names)>;

} // namespace burin
