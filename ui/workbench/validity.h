#pragma once

class QWidget;

namespace burin {

enum class Validity { Valid, Invalid };

/// Draws @p input as one whose content is wrong, or as any other. What is wrong must be said as well.
void showValidity(QWidget *input, Validity validity);
inline Validity validIf(auto condition)
{
    return condition ? Validity::Valid : Validity::Invalid;
}

} // namespace burin
