#include "ui/library/versiondiffwindow.h"

#include "ui/common/labels.h"
#include "ui/library/librarytexts.h"
#include "ui/library/versiondifftext.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPromise>
#include <QPushButton>
#include <QShortcut>
#include <QtConcurrentRun>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace burin {

namespace {

QString nameOf(const PromptVersion &version)
{
    //: A version of a prompt: v3.
    QString name = VersionDiffWindow::tr("v%1").arg(version.number);
    if (!version.labels.isEmpty()) name += QStringLiteral(" · ") + oneLine(version.labels.join(QStringLiteral(", ")));
    if (!version.note.isEmpty()) name += QStringLiteral(" · ") + oneLine(version.note);
    return name;
}

} // namespace

VersionDiffWindow::VersionDiffWindow(Source source, QWidget *parent)
    : QWidget(parent, Qt::Window),
      m_source(std::move(source)),
      m_note(plainLabel(LabelStyle::Muted, {}, this)),
      m_text(new VersionDiffText(this))
{
    setWindowTitle(tr("Versions – Burin"));
    m_text->setAccessibleName(tr("What differs between the two versions"));
    m_note->setObjectName(QStringLiteral("versionDiffNote"));
    auto *sides = new QWidget(this);
    auto *row = new QHBoxLayout(sides);
    row->setContentsMargins(theme().space(3), theme().space(2), theme().space(3), 0);
    row->setSpacing(theme().space(4));
    row->addWidget(makeSide(0), 1);
    row->addWidget(makeSide(1), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(sides);
    layout->addWidget(makeBar());
    layout->addWidget(m_text, 1);
    setFocusProxy(m_text);
    makeKeys();
    resize(theme().space(250), theme().space(170));
}

QWidget *VersionDiffWindow::makeSide(int side)
{
    auto *part = new QWidget(this);
    auto *versions = new QComboBox(part);
    versions->setObjectName(side == 0 ? QStringLiteral("versionBefore") : QStringLiteral("versionAfter"));
    versions->setAccessibleName(side == 0 ? tr("Version at the left") : tr("Version at the right"));
    versions->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *restore = new QPushButton(tr("Restore"), part);
    restore->setAccessibleName(side == 0 ? tr("Restore the version at the left")
                                         : tr("Restore the version at the right"));
    restore->setToolTip(tr("Go on writing with this version. What is not saved is kept as a version before."));
    m_versions[size_t(side)] = versions;
    m_restore[size_t(side)] = restore;
    connect(versions, &QComboBox::activated, this, &VersionDiffWindow::read);
    connect(restore, &QPushButton::clicked, this, [this, side] { Q_EMIT restoreRequested(chosen(side)); });
    auto *row = new QHBoxLayout(part);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme().space(2));
    row->addWidget(versions, 1);
    row->addWidget(restore);
    return part;
}

QWidget *VersionDiffWindow::makeBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(theme().space(3), theme().space(1), theme().space(3), theme().space(1));
    row->setSpacing(theme().space(1));
    row->addWidget(m_note, 1);
    const auto add = [&](const char *iconName, const QString &name) {
        auto *button = new QToolButton(bar);
        button->setIcon(icon(QLatin1StringView(iconName)));
        button->setAccessibleName(name);
        button->setToolTip(name);
        row->addWidget(button);
        return button;
    };
    connect(add("chevron-up", tr("Previous difference (Shift+F8)")), &QToolButton::clicked, this,
            [this] { m_text->step(-1); });
    connect(add("chevron-down", tr("Next difference (F8)")), &QToolButton::clicked, this, [this] { m_text->step(1); });
    m_same = add("eye", tr("Show what is the same, too"));
    m_same->setObjectName(QStringLiteral("versionDiffSame"));
    m_same->setCheckable(true);
    connect(m_same, &QToolButton::toggled, this, &VersionDiffWindow::refresh);
    return bar;
}

void VersionDiffWindow::makeKeys()
{
    const auto add = [this](const QKeySequence &keys, auto handler) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, handler);
    };
    add(Qt::Key_Escape, [this] { close(); });
    add(Qt::Key_F8, [this] { m_text->step(1); });
    add(Qt::SHIFT | Qt::Key_F8, [this] { m_text->step(-1); });
}

void VersionDiffWindow::compare(PromptId prompt, VersionId before, VersionId after)
{
    m_prompt = prompt;
    m_wanted = {before, after};
    QWidget::show();
    raise();
    activateWindow();
    m_listing.ask(this, m_source.list(prompt), [this](const Result<std::vector<PromptVersion>> &versions) {
        if (!versions) return tell(versions.error().message());
        offer(*versions);
        read();
    });
}

void VersionDiffWindow::offer(const std::vector<PromptVersion> &versions)
{
    for (size_t side = 0; side < m_versions.size(); ++side) {
        QComboBox *box = m_versions[side];
        box->clear();
        box->addItem(tr("What is written now"), qint64(0));
        for (const PromptVersion &version : versions)
            box->addItem(nameOf(version), version.id.value);
        box->setCurrentIndex(std::max(0, box->findData(m_wanted[side].value)));
    }
}

VersionId VersionDiffWindow::chosen(int side) const
{
    return VersionId{m_versions[size_t(side)]->currentData().toLongLong()};
}

QFuture<Result<PromptVersion>> VersionDiffWindow::draftOf(VersionId version) const
{
    if (version.isValid()) return m_source.version(version);
    QPromise<Result<PromptVersion>> written;
    written.start();
    written.addResult(PromptVersion{.id = {}, .prompt = m_prompt, .draft = m_source.written()});
    written.finish();
    return written.future();
}

void VersionDiffWindow::read()
{
    for (int side = 0; side < 2; ++side)
        m_restore[size_t(side)]->setEnabled(chosen(side).isValid());
    m_reading.ask(this, draftOf(chosen(0)), [this](const Result<PromptVersion> &before) {
        if (!before) return tell(before.error().message());
        m_reading.ask(this, draftOf(chosen(1)), [this, old = before->draft](const Result<PromptVersion> &after) {
            if (!after) return tell(after.error().message());
            const auto differ = [old, now = after->draft] { return diffOf(old, now); };
            m_reading.ask(this, QtConcurrent::run(differ),
                          [this](const std::vector<PromptDiffRow> &rows) { show(rows); });
        });
    });
}

void VersionDiffWindow::show(const std::vector<PromptDiffRow> &rows)
{
    m_rows = rows;
    refresh();
    Q_EMIT shown();
}

void VersionDiffWindow::refresh()
{
    m_text->setRows(m_rows, m_same->isChecked() ? VersionDiffText::Shown::Everything : VersionDiffText::Shown::Changes);
    const int changes = m_text->changes();
    m_note->setText(changes == 0 ? tr("They are the same.") : tr("%n part(s) differ", nullptr, changes));
}

void VersionDiffWindow::tell(const QString &sentence)
{
    m_rows.clear();
    m_text->setRows({}, VersionDiffText::Shown::Changes);
    m_note->setText(sentence);
    Q_EMIT shown();
}

} // namespace burin
