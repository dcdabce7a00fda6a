#include "app/upkeep.h"

#include "core/base/await.h"
#include "core/store/dbthread.h"
#include "core/store/keyvalue.h"
#include "core/store/retention.h"

#include <QtConcurrent>

namespace burin {

namespace {

using namespace std::chrono_literals;

constexpr auto AfterStart = 20s;
constexpr auto BetweenRounds = 6h;
constexpr char Document[] = "upkeep"; ///< "checked": the day of the last check of all pages.

int daysOf(const Settings &settings, const char *key)
{
    return int(settings.number(key));
}

/// Whether no check was made today; notes that one is made now.
Result<bool> takeCheck(const QSqlDatabase &db)
{
    const QString name = QString::fromLatin1(Document);
    const QString today = QDate::currentDate().toString(Qt::ISODate);
    const Result<std::optional<QJsonObject>> document = loadDocument(db, name);
    if (!document) return document.error();
    QJsonObject json = document->value_or(QJsonObject());
    if (json.value(QLatin1StringView("checked")).toString() == today) return false;
    json.insert(QStringLiteral("checked"), today);
    if (const Outcome saved = saveDocument(db, name, json); !saved) return saved.error();
    return true;
}

} // namespace

Upkeep::Upkeep(DbThread &database, QString folder, QObject *parent)
    : QObject(parent), m_database(database), m_folder(std::move(folder))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::VeryCoarseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Upkeep::round);
}

void Upkeep::begin(const Settings &settings)
{
    m_settings = settings;
    m_timer.start(AfterStart);
}

void Upkeep::round()
{
    m_timer.start(BetweenRounds);
    purge();
}

void Upkeep::purge()
{
    const int days = daysOf(m_settings, setting::PurgeDays);
    if (days == 0) return dropRecordings();
    const auto work = [days](const QSqlDatabase &db) {
        return purgeDeletedRuns(db, QDateTime::currentDateTimeUtc().addDays(-days));
    };
    await(m_database.run(work), this, [this](const Result<int> &runs) {
        if (runs && *runs > 0) {
            Q_EMIT purged();
            return purge(); // what is asked meanwhile goes first
        }
        dropRecordings();
    });
}

void Upkeep::dropRecordings()
{
    const int days = daysOf(m_settings, setting::RecordingDays);
    if (days == 0) return backUp();
    const auto work = [days](const QSqlDatabase &db) {
        return dropRecordingsBefore(db, QDate::currentDate().addDays(-days));
    };
    await(m_database.run(work), this, [this](const Result<int> &recordings) {
        if (recordings && *recordings > 0) return dropRecordings();
        backUp();
    });
}

void Upkeep::backUp()
{
    const BackupPlan plan{std::chrono::days(daysOf(m_settings, setting::BackupDays)),
                          daysOf(m_settings, setting::BackupsKept)};
    const auto work = [folder = m_folder, plan] {
        return backUpWhenDue(folder, plan, QDateTime::currentDateTimeUtc());
    };
    await(QtConcurrent::run(work), this, [this](const Result<QString> &file) {
        if (!file) Q_EMIT backupFailed(file.error());
        checkOncePerDay();
    });
}

void Upkeep::checkOncePerDay()
{
    await(m_database.run(&takeCheck), this, [this](const Result<bool> &due) {
        if (!due || !*due) return;
        await(QtConcurrent::run(&checkPages, m_folder), this, [this](const Result<QStringList> &problems) {
            if (problems && !problems->isEmpty())
                Q_EMIT damageFound(
                    makeError(ErrorCode::Corrupt, m_folder + QStringLiteral("/burin.sqlite"), problems->join(u'\n')));
        });
    });
}

} // namespace burin
