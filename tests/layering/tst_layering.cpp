#include "tests/layering/folders.h"
#include "tests/layering/rules.h"
#include "tests/layering/sourcetext.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace burin::layering;

namespace {

void write(const QString &path, const QByteArray &text)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
}

/// A small tree in order, like the real one.
void writeGoodTree(const QDir &root)
{
    const std::pair<const char *, const char *> files[] = {
        {"core/base/CMakeLists.txt", "burin_library(core_base SOURCES id.h)"},
        {"core/base/id.h", "#pragma once\n#include <QString>\n"},
        {"core/net/CMakeLists.txt",
         "burin_library(core_net # the network\n SOURCES a.cpp\n DEPENDS core_base\n QT Network)"},
        {"core/net/a.cpp", "#include \"core/base/id.h\"\n#include <QNetworkReply>\n// no processEvents here\n"},
        {"core/domain/CMakeLists.txt", "burin_library(core_domain DEPENDS core_base)"},
        {"core/domain/run.h", "#pragma once\nnamespace burin {\nclass Forward;\nstruct RunRecord {\n};\n}\n"},
        {"core/domain/other.h",
         "#pragma once\nnamespace burin::other {\nclass Forward;\nclass RunRecord : public A {\n};\n}\n"},
        {"core/store/CMakeLists.txt", "burin_library(core_store DEPENDS core_domain QT Sql)"},
        {"core/store/database.cpp",
         "#include \"core/base/id.h\"\n#include <QSqlQuery>\n#include <sqlite3.h>\nquery.exec();\n"},
        {"core/store/dbthread.cpp", "object.moveToThread(&thread);\n"},
        {"ui/theme/CMakeLists.txt", "burin_library(ui_theme DEPENDS core_base QT Widgets)"},
        {"ui/theme/theme.h", "#pragma once\n#include <QWidget>\n#include <QColor>\n"},
        {"ui/costs/CMakeLists.txt", "burin_library(ui_costs DEPENDS ui_theme core_domain QT Charts)"},
        {"ui/costs/page.cpp", "#include \"ui/theme/theme.h\"\n#include <QChart>\n"},
        {"app/CMakeLists.txt", "burin_library(app_window DEPENDS ui_theme)\nadd_executable(burin main.cpp)\n"
                               "target_link_libraries(burin PRIVATE app_window core_net Qt6::Test)"},
        {"app/main.cpp", "#include \"core/net/a.h\"\n#include \"ui/theme/theme.h\"\n"},
    };
    for (const auto &[path, text] : files)
        write(root.filePath(QLatin1StringView(path)), text);
}

} // namespace

class tst_Layering : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sourceTreeIsInOrder();
    void goodTreeIsInOrder();
    void findsViolation_data();
    void findsViolation();
    void codeHasNoCommentsAndLiterals_data();
    void codeHasNoCommentsAndLiterals();
    void dependenciesAreTransitive();
};

void tst_Layering::sourceTreeIsInOrder()
{
    const QString root = QStringLiteral(BURIN_SOURCE_DIR);
    QVERIFY2(Folders::read(root).all().size() >= 16, "the CMake files were not understood");
    const QStringList found = violations(root);
    QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
}

void tst_Layering::goodTreeIsInOrder()
{
    const QTemporaryDir root;
    writeGoodTree(QDir(root.path()));
    QCOMPARE(violations(root.path()), QStringList());
}

void tst_Layering::findsViolation_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *path, const QByteArray &text, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(path) << text << QString::fromLatin1(expected);
    };
    row("core knows ui", "core/net/a.cpp", "\n#include \"ui/theme/theme.h\"\n", "2: must not include ui/theme/theme.h");
    row("core knows app", "core/base/b.cpp", "#include \"app/main.h\"", "1: must not include app/main.h");
    row("base knows net", "core/base/b.cpp", "#include \"core/net/a.h\"", "1: must not include core/net/a.h");
    row("net knows domain", "core/net/b.cpp", "#include \"core/domain/run.h\"",
        "1: must not include core/domain/run.h");
    row("store knows net", "core/store/b.h", "#pragma once\n#include \"core/net/a.h\"",
        "2: must not include core/net/a.h");
    row("ui knows net", "ui/costs/b.cpp", "#include \"core/net/a.h\"", "1: must not include core/net/a.h");
    row("ui knows store", "ui/costs/b.cpp", "# include \"core/store/database.h\"",
        "1: must not include core/store/database.h");
    row("ui knows providers", "ui/costs/b.cpp", "#include \"core/providers/provider.h\"",
        "1: must not include core/providers/provider.h");
    row("ui knows simulator", "ui/costs/b.cpp", "#include \"core/simulator/simulator.h\"",
        "1: must not include core/simulator/simulator.h");
    row("not in DEPENDS", "ui/theme/b.cpp", "#include \"core/domain/run.h\"",
        "1: includes core/domain/run.h, but core/domain is not in DEPENDS");
    row("not linked", "app/b.cpp", "#include \"core/domain/run.h\"\n#include \"core/store/database.h\"",
        "2: includes core/store/database.h, but core/store is not in DEPENDS");
    row("cli knows ui", "app/cli/b.cpp", "#include \"ui/theme/theme.h\"", "1: must not include ui/theme/theme.h");
    row("cli knows widgets", "app/cli/b.cpp", "#include <QWidget>", "1: must not include QtWidgets (<QWidget>)");
    row("relative include", "core/net/b.cpp", "#include \"../base/id.h\"",
        "1: \"../base/id.h\" is not a path from the root");
    row("winding include", "core/net/b.cpp", "#include \"core/../ui/x.h\"",
        "1: \"core/../ui/x.h\" is not a path from the root");
    row("bare include", "core/net/b.cpp", "#include \"a.h\"", "1: \"a.h\" is not a path from the root");
    row("core with widgets", "core/net/b.cpp", "#include <QMessageBox>",
        "1: must not include QtWidgets (<QMessageBox>)");
    row("core with gui", "core/net/b.cpp", "#include <QtGui/QColor>", "1: must not include QtGui (<QtGui/QColor>)");
    row("core with a lower case header", "core/net/b.cpp", "#include <qcolor.h>",
        "1: must not include QtGui (<qcolor.h>)");
    row("ui with network", "ui/costs/b.cpp", "#include <QNetworkReply>",
        "1: must not include QtNetwork (<QNetworkReply>)");
    row("ui with sql", "ui/costs/b.cpp", "#include <QSqlError>", "1: must not include QtSql (<QSqlError>)");
    row("sql outside the store", "core/net/b.cpp", "#include <QSqlQuery>", "1: <QSqlQuery> is for core/store");
    row("sqlite outside the store", "app/b.cpp", "#include <sqlite3.h>", "1: <sqlite3.h> is for core/store");
    row("module not in QT", "core/domain/b.cpp", "#include <QTcpServer>", "1: <QTcpServer>: Network is not in QT");
    row("unknown layer", "core/news/CMakeLists.txt", "burin_library(core_news)",
        "1: no layer of this name in tests/layering");
    row("DEPENDS against the design", "core/domain/CMakeLists.txt", "burin_library(core_domain DEPENDS core_net)",
        "1: must not depend on core/net");
    row("DEPENDS against the design, at a distance", "ui/theme/CMakeLists.txt",
        "burin_library(ui_theme DEPENDS core_store QT Widgets)", "1: must not depend on core/store");
    row("no pragma once", "ui/theme/b.h", "class A;\n", "1: #pragma once is missing");
    row("451 lines", "ui/theme/b.cpp", QByteArray(451, '\n'), "451: longer than 450 lines");
    row("one name, two types", "core/store/b.h", "#pragma once\nnamespace burin {\nstruct RunRecord {\n};\n}\n",
        "3: burin::RunRecord is in core/domain/run.h too");
    row("processEvents", "ui/costs/b.cpp", "\n\nqApp->processEvents();", "3: forbidden: processEvents");
    row("QEventLoop", "app/b.cpp", "QEventLoop loop;", "1: forbidden: QEventLoop");
    row("waitForReadyRead", "core/net/b.cpp", "socket.waitForReadyRead(1);", "1: forbidden: waitForReadyRead");
    row("waitForFinished", "core/net/b.cpp", "future.waitForFinished();", "1: forbidden: waitForFinished");
    row("sleep", "core/net/b.cpp", "QThread::msleep(5);", "1: forbidden: QThread::msleep(");
    row("std sleep", "core/net/b.cpp", "std::this_thread::sleep_for(1s);", "1: forbidden: sleep_for");
    row("ignoreSslErrors", "core/net/b.cpp", "reply->ignoreSslErrors();", "1: forbidden: ignoreSslErrors");
    row("VerifyNone", "core/net/b.cpp", "QSslSocket::VerifyNone", "1: forbidden: VerifyNone");
    row("mutex", "core/net/b.cpp", "QMutex mutex;", "1: forbidden: QMutex");
    row("thread", "core/net/b.cpp", "a->moveToThread(t);", "1: forbidden: moveToThread");
    row("modal dialog", "ui/costs/b.cpp", "dialog.exec();", "1: forbidden: .exec(");
    row("modal message", "ui/costs/b.cpp", "QMessageBox::question(this);", "1: forbidden: QMessageBox::question(");
    row("modal file dialog", "ui/costs/b.cpp", "QFileDialog::getOpenFileName(this);",
        "1: forbidden: QFileDialog::getOpenFileName(");
    row("unfinished", "ui/costs/b.cpp",
        "// "
        "TODO: later",
        "1: forbidden: "
        "TODO");
}

void tst_Layering::findsViolation()
{
    QFETCH(const QString, path);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, expected);
    const QTemporaryDir root;
    writeGoodTree(QDir(root.path()));
    write(root.filePath(path), text);
    const QStringList found = violations(root.path());
    QVERIFY2(found.contains(path + u':' + expected), qPrintable(found.join(u'\n')));
}

void tst_Layering::codeHasNoCommentsAndLiterals_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("code");
    QTest::newRow("line comment") << "a; // QEventLoop\nb;"
                                  << "a;  \nb;";
    QTest::newRow("block comment") << "a /* x\ny */ b"
                                   << "a  \n b";
    QTest::newRow("string") << R"(f("QEventLoop // \" x"); g();)"
                            << "f( ); g();";
    QTest::newRow("raw string") << "f(R\"x(a \" )\" b)x\"); g();"
                                << "f( ); g();";
    QTest::newRow("character") << R"(f('"'); g('"');)"
                               << "f( ); g( );";
    QTest::newRow("digit separator") << "10'000; f(\"x\"); 20'000"
                                     << "10'000; f( ); 20'000";
    QTest::newRow("comment inside a string") << "f(\"/*\"); g(\"*/\");"
                                             << "f( ); g( );";
}

void tst_Layering::codeHasNoCommentsAndLiterals()
{
    QFETCH(const QString, source);
    QTEST(codeOf(source), "code");
}

void tst_Layering::dependenciesAreTransitive()
{
    const QTemporaryDir root;
    writeGoodTree(QDir(root.path()));
    const Folders folders = Folders::read(root.path());
    QCOMPARE(folders.reachable(QStringLiteral("ui/costs")),
             QSet<QString>({QStringLiteral("ui/costs"), QStringLiteral("ui/theme"), QStringLiteral("core/domain"),
                            QStringLiteral("core/base")}));
    QCOMPARE(folders.modules(QStringLiteral("core/net")),
             QSet<QString>({QStringLiteral("Core"), QStringLiteral("Network")}));
    QVERIFY(folders.modules(QStringLiteral("ui/costs")).contains(QStringLiteral("Gui")));
    QCOMPARE(folders.folderOf(QStringLiteral("ui/costs/deep/page.cpp")), QStringLiteral("ui/costs"));
}

QTEST_GUILESS_MAIN(tst_Layering)
#include "tst_layering.moc"
