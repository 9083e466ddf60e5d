using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Tests.Pure.Containers;

public sealed class EffectiveMappingsTests
{
    private static readonly CompanyId[] Companies = [.. Enumerable.Range(0, 3).Select(_ => new CompanyId(Guid.NewGuid()))];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_container_has_the_company_that_one_finds_walking_up(int seed)
    {
        var random = new Random(seed);
        var containers = RandomTree(random);
        var root = random.Next(3) == 0 ? containers[random.Next(containers.Count)].Id : (ContainerId?)null;

        var changes = EffectiveMappings.Settle(containers, root);

        var above = root is null ? [] : WayUp(containers, containers.Single(c => c.Id == root)).Select(c => c.Id).ToHashSet();
        Assert.All(containers, c =>
        {
            var way = new List<Container> { c };
            way.AddRange(WayUp(containers, c).Skip(1).TakeWhile(x => !above.Contains(x.Id)));
            var at = way.FindIndex(x => x.HasDecision());
            Assert.Equal(at < 0 || way[at].IsSkipped ? null : way[at].OwnCompanyId, c.CompanyId);
            Assert.Equal(at > 0 ? way[at].Id : null, c.InheritedFromId);
            Assert.Equal(c.CompanyId is not null && way.Take(at + 1).Any(x => x.Question is not null), c.HoldsNewDevices);
        });
        Assert.Equal(containers.Where(c => c.CompanyId is not null).Select(c => c.Id).Order(Comparer<ContainerId>.Create((a, b) => a.Value.CompareTo(b.Value))),
            changes.Select(c => c.Container.Id).Order(Comparer<ContainerId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.Empty(EffectiveMappings.Settle(containers, root));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_order_of_the_containers_does_not_matter(int seed)
    {
        var containers = RandomTree(new Random(seed));
        EffectiveMappings.Settle(containers, null);
        var before = containers.ToDictionary(c => c.Id, c => (c.CompanyId, c.InheritedFromId));

        var shuffled = containers.ToArray();
        new Random(seed + 1).Shuffle(shuffled);
        EffectiveMappings.Settle(shuffled, null);

        Assert.All(shuffled, c => Assert.Equal(before[c.Id], (c.CompanyId, c.InheritedFromId)));
    }

    [Fact]
    public void A_chain_of_a_hundred_thousand_is_no_danger_to_the_stack()
    {
        var containers = Enumerable.Range(0, 100_000).Select(i => Container($"{i}", i == 0 ? null : $"{i - 1}")).ToList();
        containers[0].OwnCompanyId = Companies[0];
        containers.Reverse();

        EffectiveMappings.Settle(containers, null);

        Assert.All(containers, c => Assert.Equal(Companies[0], c.CompanyId));
    }

    // By hand: up by the parents' names, ending before a container that lies in a loop would go up.
    private static List<Container> WayUp(List<Container> containers, Container from)
    {
        List<Container> way = [];
        for (Container? at = from; at is not null; at = IsInLoop(containers, at) ? null : ParentOf(containers, at))
            way.Add(at);
        return way;
    }

    private static bool IsInLoop(List<Container> containers, Container container)
    {
        var at = ParentOf(containers, container);
        for (var steps = 0; steps <= containers.Count && at is not null; steps++, at = ParentOf(containers, at))
        {
            if (at.Id == container.Id)
                return true;
        }

        return false;
    }

    private static Container? ParentOf(List<Container> containers, Container container) =>
        container.ParentExternalId == container.ExternalId ? null : containers.Find(c => c.ExternalId == container.ParentExternalId);

    // Parents at random: with loops, orphans and containers that name themselves.
    private static List<Container> RandomTree(Random random)
    {
        var count = random.Next(1, 40);
        var containers = Enumerable.Range(0, count).Select(i => Container($"{i}", random.Next(10) < 7 ? $"{random.Next(count + 2)}" : null)).ToList();
        foreach (var container in containers)
        {
            var dice = random.Next(10);
            container.OwnCompanyId = dice < 3 ? Companies[dice] : null;
            container.IsSkipped = dice == 3;
            container.Question = random.Next(5) == 0 ? "{}" : null;
        }

        return containers;
    }

    private static Container Container(string id, string? parent) => new()
    {
        TenantId = new TenantId(Guid.Empty),
        Id = new ContainerId(Guid.NewGuid()),
        IntegrationId = new IntegrationId(Guid.Empty),
        ExternalId = id,
        Name = id,
        ParentExternalId = parent,
        FirstSeenAt = default,
    };
}
