#include "disk.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace burin {

namespace {

constexpr qint64 Sector = 512;

void put(QByteArray &content, qint64 offset, QByteArrayView bytes)
{
    if (content.size() < offset + bytes.size()) content.append(offset + bytes.size() - content.size(), '\0');
    std::copy(bytes.begin(), bytes.end(), content.begin() + offset);
}

/// The whole step.
void perform(QByteArray &content, const FileStep &step)
{
    if (step.kind == FileStep::Kind::Write) put(content, step.offset, step.bytes);
    if (step.kind == FileStep::Kind::Truncate) content.resize(step.offset);
}

/// Each sector of it with the probability @p share.
void performSome(QByteArray &content, const FileStep &step, double share, QRandomGenerator &random)
{
    if (step.kind == FileStep::Kind::Truncate && random.generateDouble() < share) perform(content, step);
    if (step.kind != FileStep::Kind::Write) return;
    const qint64 end = step.offset + step.bytes.size();
    for (qint64 from = step.offset; from < end;) {
        const qint64 to = std::min(end, (from / Sector + 1) * Sector);
        if (random.generateDouble() < share)
            put(content, from, QByteArrayView(step.bytes).sliced(from - step.offset, to - from));
        from = to;
    }
}

} // namespace

Disk::Disk(const QString &folder, Syncs syncs) : m_syncs(syncs)
{
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::Files)) {
        QFile file(info.filePath());
        if (!info.fileName().endsWith(QLatin1StringView("-shm")) && file.open(QIODevice::ReadOnly))
            m_files[info.filePath()].synced = file.readAll();
    }
}

void Disk::apply(const FileStep &step)
{
    File &file = m_files[step.file];
    if (step.kind != FileStep::Kind::Sync) {
        file.since.push_back(step);
    } else if (m_syncs == Syncs::Honest) {
        for (const FileStep &earlier : file.since)
            perform(file.synced, earlier);
        file.since.clear();
    }
}

QMap<QString, QByteArray> Disk::afterPowerLoss(QRandomGenerator &random) const
{
    QMap<QString, QByteArray> left;
    constexpr double shares[] = {0, 0.1, 0.5, 0.9, 1};
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
        const double share = shares[random.bounded(5)];
        QByteArray &content = left[file.key()];
        content = file->synced;
        for (const FileStep &step : file->since)
            performSome(content, step, share, random);
    }
    return left;
}

} // namespace burin
