#pragma once

#include "core/net/httprequest.h"

#include <QNetworkReply>

namespace burin {

/// What is known when Qt says that a reply is over.
struct ReplyEnd {
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    int status = 0;               ///< 0 = no response head.
    bool sent = false;            ///< A connection stood and took at least a part of the request.
    bool bodyTaken = false;       ///< The whole request body was taken.
    bool freshConnection = false; ///< Made for this request.
    bool encrypted = false;       ///< The URL is https.
    bool proxied = false;         ///< A proxy stands in between.
    bool endsByClosing = false;   ///< The answer has neither a length nor chunks.
};

/// What @p end means for the transport. Qt's verdict on a status (401, 500, …) is none: the caller reads the status.
/// A function of values, so that each row can be tested.
TransportFault faultOf(const ReplyEnd &end);

} // namespace burin
