#pragma once

#include <QtGlobal>

#include <utility>
#include <variant>

namespace burin {

struct Error; // core/domain/error.h; base itself never makes one

/// The value of an operation that succeeds without a value.
struct Done {
    bool operator==(const Done &) const = default;
};

/// Either a value or the reason there is none. Expected failures travel in it; nothing throws.
template <class T, class E = Error> class [[nodiscard]] Result {
public:
    Result(T value) : m_data(std::in_place_index<0>, std::move(value)) {}
    Result(E error) : m_data(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_data.index() == 0; }
    const T &value() const
    {
        Q_ASSERT(m_data.index() == 0);
        return *std::get_if<0>(&m_data);
    }
    T &value()
    {
        Q_ASSERT(m_data.index() == 0);
        return *std::get_if<0>(&m_data);
    }
    const E &error() const
    {
        Q_ASSERT(m_data.index() == 1);
        return *std::get_if<1>(&m_data);
    }
    const T *operator->() const { return &value(); }
    const T &operator*() const { return value(); }

private:
    std::variant<T, E> m_data;
};

/// Done, or the reason it was not.
using Outcome = Result<Done>;

} // namespace burin
