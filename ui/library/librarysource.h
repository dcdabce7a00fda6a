#pragma once

#include "core/base/result.h"
#include "core/domain/error.h"
#include "core/domain/librarychange.h"

#include <QFuture>

#include <functional>
#include <vector>

namespace burin {

/// Where the library's widgets get what they show, and what they change it with; given by who makes them. Answers come
/// later, on the thread of the widgets.
struct LibrarySource {
    std::function<QFuture<Result<LibraryListing>>(const LibraryQuery &)> list;
    std::function<QFuture<Result<std::vector<PromptVersion>>>(PromptId)> versions;
    /// What takes the change back; the empty change if nothing does.
    std::function<QFuture<Result<LibraryChange>>(const LibraryChange &)> change;
};

} // namespace burin
