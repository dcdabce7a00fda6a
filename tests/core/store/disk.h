#pragma once

#include "watchedfiles.h"

#include <QByteArray>
#include <QMap>
#include <QRandomGenerator>
#include <QString>

#include <vector>

namespace burin {

/// What a disk may hold after a power loss. What was synced is there; of what was written since, each sector of 512
/// bytes may be there or not, whatever the order it was written in.
class Disk {
public:
    /// Whether a sync does what it says. Liars stand for synchronous=OFF.
    enum class Syncs { Honest, Lies };

    /// The files of @p folder as they are now, all of it synced.
    explicit Disk(const QString &folder, Syncs syncs = Syncs::Honest);

    void apply(const FileStep &step);
    /// One of the many things that may be left now.
    QMap<QString, QByteArray> afterPowerLoss(QRandomGenerator &random) const;

private:
    struct File {
        QByteArray synced;
        std::vector<FileStep> since; ///< In their order.
    };

    QMap<QString, File> m_files; ///< By path.
    Syncs m_syncs;
};

} // namespace burin
