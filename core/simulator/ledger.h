#pragma once

#include "core/simulator/answer.h"

#include <QByteArray>

#include <map>

namespace burin::simulator {

/// What the simulated OpenRouter remembers of its answers, for GET /generation. The last thousand.
class Ledger {
public:
    void note(const SimulatedAnswer &answer);
    /// The document for "gen-simulator-N"; empty if there is none.
    QByteArray generation(const QByteArray &id) const;
    double spent() const { return m_spent; } ///< US dollars, of all answers.

private:
    struct Entry {
        QString model;
        qint64 created = 0;
        qint64 prompt = 0;
        qint64 output = 0;
        qint64 reasoning = 0;
    };
    std::map<QByteArray, Entry> m_entries;
    std::vector<QByteArray> m_order;
    double m_spent = 0;
};

/// The id of an answer at OpenRouter.
QByteArray generationId(qint64 number);
/// US dollars for the whole answer.
double costOf(const SimulatedAnswer &answer);

} // namespace burin::simulator
