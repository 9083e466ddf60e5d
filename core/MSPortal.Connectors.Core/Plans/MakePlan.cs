using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Plans.Drafts;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>Makes a plan: says what an action would do, and does nothing of it.</summary>
public sealed class MakePlan(Databases databases, TimeProvider clock)
{
    private const int RowsAtOnce = 2_000;

    public async Task<Result<PlanView>> RunAsync(Actor actor, PlanRequest request, CancellationToken cancellationToken)
    {
        if (actor.Lacks(request.Permission) is { } refusal)
            return refusal;
        if (request.Refuses() is { } invalid)
            return invalid;

        await using var db = databases.Open(actor.Tenant);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var drafted = await DraftPlan.RunAsync(db, request, cancellationToken);
        if (!drafted.IsOk)
            return drafted.Refusal;

        var draft = drafted.Value;
        IntegrationId? integration = request.IntegrationId is { } id ? new IntegrationId(id) : null;
        var plan = new Plan
        {
            TenantId = actor.Tenant,
            Id = EntityId.New<PlanId>(clock),
            IntegrationId = integration,
            IntegrationName = integration is null ? null : await db.Integrations.Where(i => i.Id == integration).Select(i => i.Name).SingleAsync(cancellationToken),
            Kind = request.Kind,
            Parameters = request.Write(),
            Title = draft.Title,
            Summary = JsonSerializer.Serialize(await SummaryAsync(db, draft.Rows, cancellationToken)),
            RowsDigest = draft.RowsDigest(request),
            SettingsDigest = draft.SettingsDigest,
            SettingsBefore = draft.SettingsBefore,
            WhyNotUndoable = draft.WhyNotUndoable,
            CreatedBy = actor.Name,
            CreatedAt = clock.GetUtcNow(),
        };
        db.Plans.Add(plan);
        await db.SaveChangesAsync(cancellationToken);
        await AddRowsAsync(db, plan, draft.Rows, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return PlanView.From(plan);
    }

    private static async Task AddRowsAsync(ConnectorsDb db, Plan plan, IReadOnlyList<DraftRow> rows, CancellationToken cancellationToken)
    {
        var number = 0;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var some in rows.Chunk(RowsAtOnce))
        {
            db.ChangeTracker.Clear();
            db.PlanItems.AddRange(some.Select(row => new PlanItem
            {
                TenantId = plan.TenantId,
                PlanId = plan.Id,
                Number = ++number,
                StagedDeviceId = row.Staged,
                DeviceId = row.Device,
                Name = row.Name,
                SerialNumber = row.Serial,
                FromCompanyId = row.From,
                CompanyId = row.To,
                Change = row.Change,
                Code = row.Code,
                Reason = row.Reason,
                Base = row.Base,
            }));
            await db.SaveChangesAsync(cancellationToken);
        }
    }

    private static async Task<PlanSummary> SummaryAsync(ConnectorsDb db, IReadOnlyList<DraftRow> rows, CancellationToken cancellationToken)
    {
        CompanyId[] ids = [.. rows.SelectMany(r => (CompanyId?[])[r.From, r.To]).OfType<CompanyId>().Distinct()];
        var names = await db.Companies.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id.Value, c => c.Name, cancellationToken);
        var away = rows.Where(r => r.Change is PlannedChange.Move).CountBy(r => r.From!.Value.Value).ToDictionary();
        var of = rows.ToLookup(r => r.To?.Value, r => r.Change);
        List<PlanCompany> companies = [];
        foreach (var id in of.Select(g => g.Key).Union(away.Keys.Select(k => (Guid?)k)))
        {
            var t = PlanTotals.Of(of[id]);
            companies.Add(new PlanCompany(
                id is { } known ? new CompanyRef(known, names.GetValueOrDefault(known, "")) : null,
                t.Create, t.Update, t.Move, t.Retire, t.Hold, t.Skip, id is { } from ? away.GetValueOrDefault(from) : 0, 0));
        }

        return new PlanSummary(
            PlanTotals.Of(rows.Select(r => r.Change)),
            [.. companies.OrderBy(c => c.Company?.Name, StringComparer.OrdinalIgnoreCase)],
            names);
    }
}
