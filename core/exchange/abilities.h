#pragma once

#include "core/exchange/exchange.h"

#include <QFlags>

namespace burin {

/// What a format has a place for.
enum class Ability {
    Roles = 0x1,    ///< Any number of system, user and assistant messages.
    Format = 0x2,   ///< A response format.
    Types = 0x4,    ///< Types of variables.
    Defaults = 0x8, ///< Values of variables.
    Cases = 0x10,   ///< Any number of them.
    Description = 0x20,
    Tags = 0x40,
    Labels = 0x80,
    Note = 0x100,
    OneCase = 0x200,
};
Q_DECLARE_FLAGS(Abilities, Ability)
Q_DECLARE_OPERATORS_FOR_FLAGS(Abilities)

/// Tells of each part of @p file that a format without more than @p abilities cannot hold.
void tellWhatIsLost(const PromptFile &file, Abilities abilities, std::vector<Notice> &notices);
/// Tells of the parameters that are left over.
void tellLeftParameters(const QJsonObject &left, std::vector<Notice> &notices);

/// The messages that such a format can take: switched on, without tools and attachments, of the three usual roles.
/// Developer becomes system. What is left out or changed is told.
std::vector<PromptMessage> plainMessages(const PromptFile &file, std::vector<Notice> &notices);

} // namespace burin
