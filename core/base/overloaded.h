#pragma once

namespace burin {

/// Lambdas joined into one visitor for std::visit, so that the compiler lists the cases not handled.
template <class... Ts> struct Overloaded : Ts... {
    using Ts::operator()...;
};
template <class... Ts> Overloaded(Ts...) -> Overloaded<Ts...>; // which clang 14 does not find by itself

} // namespace burin
