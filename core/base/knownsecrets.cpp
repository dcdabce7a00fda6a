#include "core/base/knownsecrets.h"

#include <atomic>

namespace burin {

namespace {

/// A list that only grows at its head, so that readers on other threads need no lock. One node for each key of the
/// process, never freed: the message handler may run until the very end.
struct Node {
    Secret secret;
    const Node *next;
};

std::atomic<const Node *> head = nullptr;

bool isRemembered(const Secret &secret)
{
    for (const Node *node = head.load(); node; node = node->next) {
        if (node->secret == secret) return true;
    }
    return false;
}

} // namespace

void rememberSecret(const Secret &secret)
{
    if (secret.isEmpty() || isRemembered(secret)) return;
    auto *node = new Node{secret, head.load()};
    while (!head.compare_exchange_weak(node->next, node)) {
    }
}

std::vector<Secret> rememberedSecrets()
{
    std::vector<Secret> all;
    for (const Node *node = head.load(); node; node = node->next)
        all.push_back(node->secret);
    return all;
}

} // namespace burin
