#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr char canary[] = "sk-canary-5b1e90aa47";
constexpr uid_t nobody = 65534;

/// A real process of the program's start, with a key in its environment and no limit on cores.
struct Child {
    Child(const char *mode, const QString &folder, bool asNobody)
    {
        int ends[2];
        if (::pipe(ends) != 0) return;
        pid = ::fork();
        if (pid == 0) run(mode, folder, ends[1], asNobody);
        ::close(ends[1]);
        char line[6] = {};
        isReady = ::read(ends[0], line, 6) == 6;
        ::close(ends[0]);
    }
    ~Child()
    {
        if (pid > 0 && !isReaped) kill(SIGKILL);
    }
    Q_DISABLE_COPY_MOVE(Child)

    /// How it ended.
    int kill(int signal)
    {
        int status = 0;
        ::kill(pid, signal);
        ::waitpid(pid, &status, 0);
        isReaped = true;
        return status;
    }
    QString fileInProc(const char *name) const
    {
        return QStringLiteral("/proc/%1/%2").arg(pid).arg(QLatin1StringView(name));
    }

    pid_t pid = -1;
    bool isReady = false;
    bool isReaped = false;

private:
    [[noreturn]] static void run(const char *mode, const QString &folder, int output, bool asNobody)
    {
        const rlimit unlimited{RLIM_INFINITY, RLIM_INFINITY};
        ::setrlimit(RLIMIT_CORE, &unlimited);
        ::dup2(output, STDOUT_FILENO);
        const bool isPlaced = ::chdir(qUtf8Printable(folder)) == 0;
        const bool isDropped = !asNobody || (::setgid(nobody) == 0 && ::setuid(nobody) == 0);
        const QByteArray key = QByteArray("EXAMPLE_API_KEY=") + canary;
        const char *const environment[] = {key.constData(), "LC_ALL=C.UTF-8", nullptr};
        if (isPlaced && isDropped)
            ::execle(HARDENED_CHILD, HARDENED_CHILD, mode, nullptr, const_cast<char *const *>(environment));
        ::_exit(99);
    }
};

/// What a process of the same user sees of @p path; an empty optional when it is refused.
std::optional<QByteArray> readAsNobody(const QString &path)
{
    int ends[2];
    if (::pipe(ends) != 0) return std::nullopt;
    const QByteArray name = path.toUtf8();
    const pid_t reader = ::fork();
    if (reader == 0) {
        if (::setgid(nobody) != 0 || ::setuid(nobody) != 0) ::_exit(98);
        const int file = ::open(name.constData(), O_RDONLY);
        if (file < 0) ::_exit(1);
        char bytes[4096];
        for (ssize_t got = 0; (got = ::read(file, bytes, sizeof bytes)) > 0;)
            if (::write(ends[1], bytes, size_t(got)) != got) ::_exit(97);
        ::_exit(0);
    }
    ::close(ends[1]);
    QByteArray all;
    char bytes[4096];
    for (ssize_t got = 0; (got = ::read(ends[0], bytes, sizeof bytes)) > 0;)
        all.append(bytes, got);
    ::close(ends[0]);
    int status = 0;
    ::waitpid(reader, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? std::optional(all) : std::nullopt;
}

} // namespace

class tst_Hardening : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void leavesNoCore();
    void showsNoKeyInItsEnvironment();
    void otherProcessesOfTheUserCannotLook();
    void filesAreForTheUserOnly();

private:
    QTemporaryDir m_folder;
};

void tst_Hardening::leavesNoCore()
{
    Child hardened("hardened", m_folder.path(), false);
    QVERIFY(hardened.isReady);
    QFile limits(hardened.fileInProc("limits"));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    const QByteArray text = limits.readAll();
    const QByteArray row = text.mid(text.indexOf("Max core file size")).split('\n').front().simplified();
    QCOMPARE(row, QByteArray("Max core file size 0 0 bytes"));
    const int status = hardened.kill(SIGSEGV);
    QVERIFY(WIFSIGNALED(status));
    QCOMPARE(WTERMSIG(status), SIGSEGV);
    QVERIFY(!WCOREDUMP(status));
}

void tst_Hardening::showsNoKeyInItsEnvironment()
{
    for (const char *mode : {"plain", "hardened"}) {
        const Child child(mode, m_folder.path(), false);
        QVERIFY(child.isReady);
        QFile environment(child.fileInProc("environ"));
        if (!environment.open(QIODevice::ReadOnly)) continue; // refused, which is as good
        const bool isPlain = qstrcmp(mode, "plain") == 0;
        QCOMPARE(environment.readAll().contains(canary), isPlain);
    }
}

void tst_Hardening::otherProcessesOfTheUserCannotLook()
{
    if (::geteuid() != 0) QSKIP("only root can start processes of another user");
    QVERIFY(QFile::setPermissions(m_folder.path(), QFile::Permissions(0x7777)));
    const Child plain("plain", m_folder.path(), true);
    QVERIFY(plain.isReady);
    const std::optional<QByteArray> seen = readAsNobody(plain.fileInProc("environ"));
    QVERIFY(seen && seen->contains(canary)); // without it there is something to see
    const Child hardened("hardened", m_folder.path(), true);
    QVERIFY(hardened.isReady);
    QVERIFY(!readAsNobody(hardened.fileInProc("environ")));
    QVERIFY(!readAsNobody(hardened.fileInProc("maps")));
}

void tst_Hardening::filesAreForTheUserOnly()
{
    QTemporaryDir folder;
    const Child hardened("hardened", folder.path(), false);
    QVERIFY(hardened.isReady);
    const QFile::Permissions permissions = QFile::permissions(folder.filePath(QStringLiteral("made-by-child")));
    QVERIFY(permissions & QFile::ReadOwner);
    QVERIFY(!(permissions & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther)));
}

QTEST_APPLESS_MAIN(tst_Hardening)
#include "tst_hardening.moc"
