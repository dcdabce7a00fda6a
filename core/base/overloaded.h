#pragma once

namespace burin {

/// Lambdas joined into one visitor for std::visit, so that the compiler lists the cases not handled.
template <class... Ts> struct Overloaded : Ts... {
    using Ts::operator()...;
};

} // namespace burin
