using Microsoft.EntityFrameworkCore;
using MSPortal.Connectors.Core.Import;
using MSPortal.Connectors.Core.Integrations;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>What an import would do.</summary>
internal static class DraftImport
{
    /// <summary>Why a device is created. Read before the plan is applied, and long after.</summary>
    public const string New = "It was not in the inventory when the plan was made.";

    public static async Task<Result<PlanDraft>> RunAsync(ConnectorsDb db, Integration integration, PlanRequest request, CancellationToken cancellationToken)
    {
        if (!await db.Containers.AnyAsync(c => c.IntegrationId == integration.Id && c.CompanyId != null, cancellationToken))
            return new NothingMapped();

        var all = StagedJoin.In(db, integration.Id);
        string title;
        List<PlanSubject> subjects;
        if (request.StagedDeviceIds is { } named)
        {
            subjects = await PlanSubject.ReadAsync(all, named.Select(id => new StagedDeviceId(id)), cancellationToken);
            if (subjects.Count != named.Count)
                return new Missing("staged device");
            title = named.Count == 1 ? $"Import {subjects[0].Name}" : $"Import {named.Count} chosen devices";
        }
        else
        {
            var open = all.Where(s => s.Status != StagedStatus.Imported && s.Status != StagedStatus.ContainerUnmapped);
            title = "Import all mapped devices";
            if (request.TypeKey is { } key)
            {
                var type = StorableText.IsKey(key, DeviceTypes.ProviderType.MaxKeyLength)
                    ? await db.ProviderTypes.AsNoTracking().SingleOrDefaultAsync(t => t.IntegrationId == integration.Id && t.Key == key, cancellationToken)
                    : null;
                if (type is null)
                    return new Missing("provider device type");
                open = open.Where(s => s.Record.TypeKey == key);
                title = $"Import all devices of the type \"{type.Name}\"";
            }

            subjects = await PlanSubject.ReadAsync(open, cancellationToken);
        }

        var verdicts = await SerialVerdicts.ReadAsync(db, subjects, cancellationToken);
        return new PlanDraft(title, subjects.ConvertAll(s => verdicts.Row(s, !request.IsOpen, request.Kind) ?? Row(s, request)), "");
    }

    private static DraftRow Row(PlanSubject subject, PlanRequest request)
    {
        var (change, code, reason) = subject.Status switch
        {
            StagedStatus.New => (PlannedChange.Create, "new", New),
            StagedStatus.Failed when subject.TypeTarget is not null => (PlannedChange.Create, "tried_again", "An earlier import of it failed. What it failed for is mended."),
            StagedStatus.Changed => (PlannedChange.Update, "changed", "The vendor reported values that the inventory does not have yet."),
            StagedStatus.Imported => (PlannedChange.Skip, "up_to_date", "It is in the inventory, and up to date."),
            StagedStatus.Held when subject.Device is not null && !subject.IsSuperseded && !subject.Holds && !request.IsOpen =>
                (PlannedChange.Move, "company_changed", "It is in the inventory under another company than the one its container is mapped to."),
            _ => Left(subject),
        };
        return subject.Plan(request.Kind, change, code, reason, change is PlannedChange.Hold or PlannedChange.Skip ? subject.DeviceCompany ?? subject.ContainerCompany : subject.ContainerCompany);
    }

    /// <summary>A device that is left where it is.</summary>
    public static (PlannedChange Change, string Code, string Reason) Left(PlanSubject subject)
    {
        var status = subject.Status is StagedStatus.Failed ? StagedStatus.TypeUnmapped : subject.Status;
        var reason = StatusReason.Of(status, subject.TypeName, subject.FailureCode, subject.Failure, subject.Device is not null, subject.IsSuperseded)!;
        return (status is StagedStatus.Held or StagedStatus.ContainerUnmapped ? PlannedChange.Hold : PlannedChange.Skip, reason.Code, reason.Message);
    }
}
