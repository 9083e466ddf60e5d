using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Containers;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Decisions.Kinds;

/// <summary>Containers that the vendor renamed, made or moved, so that their company is in doubt.</summary>
public sealed class MappingQuestions(MapContainers map) : IDecisionSource
{
    private const string Keep = "keep";
    private const string Remap = "remap";
    private const string Unmap = "unmap";

    public DecisionKind Kind => DecisionKind.MappingQuestion;

    public async Task<IReadOnlyList<Decision>> FindAsync(ConnectorsDb db, CancellationToken cancellationToken)
    {
        var rows = await (
            from c in db.Containers
            where c.Question != null && c.NotSeenSince == null
            join i in db.Integrations on new { c.TenantId, Id = c.IntegrationId } equals new { i.TenantId, i.Id }
            join company in db.Companies on new { c.TenantId, Id = c.CompanyId } equals new { company.TenantId, Id = (CompanyId?)company.Id } into companies
            from company in companies.DefaultIfEmpty()
            select new { Container = c, IntegrationName = i.Name, Company = company == null ? null : new CompanyRef(company.Id.Value, company.Name) })
            .AsNoTracking().ToListAsync(cancellationToken);
        if (rows.Count == 0)
            return [];

        var waiting = db.StagedDevices.AsNoTracking()
            .Where(d => d.NotSeenSince == null && db.Containers.Any(c => c.TenantId == d.TenantId && c.Id == d.ContainerId && c.Question != null)
                && !db.DeviceLinks.Any(l => l.TenantId == d.TenantId && l.StagedDeviceId == d.Id));
        var counts = await waiting.GroupBy(d => d.ContainerId)
            .Select(g => new { g.Key, Count = g.Count(), First = g.Min(d => d.Name), Last = g.Max(d => d.Name) })
            .ToDictionaryAsync(g => g.Key!.Value, cancellationToken);
        return [.. rows.Select(r => Of(r.Container, new IntegrationRef(r.Container.IntegrationId.Value, r.IntegrationName), r.Company, counts.GetValueOrDefault(r.Container.Id) is { } w ? new Waiting(w.Count, w.First, w.Last) : Waiting.None))];
    }

    public async Task<Refusal?> AnswerAsync(Actor actor, Decision decision, string answer, CancellationToken cancellationToken)
    {
        var container = (Container)decision.Subject!;
        var question = MappingQuestion.From(container.Question)!;
        var wanted = answer switch
        {
            Keep => new ContainerDecision(container.OwnCompanyId?.Value, container.IsSkipped),
            Remap => new ContainerDecision(question.CompanyId),
            _ => container.OwnCompanyId is null ? new ContainerDecision(null, Skip: true) : new ContainerDecision(null),
        };
        return (await map.RunAsync(actor, container.IntegrationId, [container.Id], wanted, cancellationToken)).Refusal;
    }

    private Decision Of(Container container, IntegrationRef integration, CompanyRef? company, Waiting waiting)
    {
        var question = MappingQuestion.From(container.Question)!;
        var other = question is { CompanyId: { } id, CompanyName: { } name } && id != company?.Id ? new CompanyRef(id, name) : null;
        var has = company?.Name ?? "no company";
        var isMove = question.Kind == QuestionKind.Moved;
        var recommended = other is not null && (!isMove || company is null) ? Remap : Keep;
        List<DecisionAnswer> answers = [new(Keep, company is null ? "Leave it without a company" : $"Keep {has}")];
        if (other is not null)
            answers.Add(new DecisionAnswer(Remap, isMove ? $"Back to {other.Name}" : $"Map to {other.Name}"));
        if (company is not null)
            answers.Add(new DecisionAnswer(Unmap, "Take its company away"));
        return new Decision
        {
            Id = Decision.IdOf(Kind, container.Id.Value),
            Kind = Kind,
            What = question.Kind switch
            {
                QuestionKind.Renamed => $"\"{question.Was}\" is now called \"{container.Name}\", and is mapped to {has}.",
                QuestionKind.Moved => $"\"{container.Name}\" was moved at the vendor: it belonged to {question.Was} and now comes under {has}.",
                _ => $"\"{container.Name}\" is new and comes under {has}.",
            },
            Why = (question.Confidence is { } sure && other is not null ? $"Its name fits {other.Name} ({Math.Min(99, Math.Floor(sure * 100)).ToString("0", CultureInfo.InvariantCulture)} %). " : "")
                + (waiting.Count == 0 ? "No new device waits for it." : waiting.Count == 1 ? "1 new device waits for the answer." : $"{waiting.Count} new devices wait for the answer."),
            Recommended = recommended,
            Answers = answers,
            Count = waiting.Count,
            Sample = waiting.Sample,
            Integration = integration,
            Company = recommended == Remap ? other : company,
            Link = $"/integrations/{integration.Id}/setup/2?filter=conflicts",
            Since = question.Since,
            Fingerprint = Prints.Of(container.Name, company?.Id, question.Kind, question.CompanyId),
            Subject = container,
        };
    }
}
