#pragma once

#include "app/secrets/secrets.h"
#include "core/engine/engine.h"

#include <QObject>

#include <vector>

namespace burin {

class Session;

/// Tries the keys of some providers at the same time, shows a line for each in their order and ends the session.
/// A child of it.
class VerifyJob : public QObject {
    Q_OBJECT
public:
    VerifyJob(Session &session, std::vector<ProviderProfile> providers);
    void start();

private:
    struct Entry {
        ProviderProfile provider;
        KeyLookup lookup;
        Verification verdict;
    };

    void useKey(size_t index, const KeyLookup &lookup);
    void settle(size_t index, const Verification &verdict);
    void finish();
    void show(const Entry &entry);
    bool isFailure(const Entry &entry) const;

    Session &m_session;
    std::vector<Entry> m_entries;
    Secrets m_secrets;
    Engine m_engine;
    size_t m_settled = 0;
};

} // namespace burin
