using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Inventory.Links;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace MSPortal.Connectors.Core.Plans.Drafts;

/// <summary>What the serial numbers of devices that would come into the inventory say: some belong to devices that are there.</summary>
internal sealed class SerialVerdicts
{
    /// <summary>Code of a row whose record would be linked to a device that is there.</summary>
    public const string SameSerial = "same_serial";

    /// <summary>Code of a row whose record would take the place of another one.</summary>
    public const string ReEnrolled = "re_enrolled";

    /// <summary>Code of a row whose record becomes a device of its own although its serial number is that of another.</summary>
    public const string KeptApart = "kept_apart";

    private const int AtOnce = 1_000;

    private readonly Dictionary<StagedDeviceId, SerialVerdict> _verdicts = [];
    private Dictionary<DeviceId, CompanyId> _companies = [];

    private SerialVerdicts()
    {
    }

    public static async Task<SerialVerdicts> ReadAsync(ConnectorsDb db, IReadOnlyList<PlanSubject> subjects, CancellationToken cancellationToken)
    {
        var verdicts = new SerialVerdicts();
        foreach (var some in subjects.Where(CanCome).Chunk(AtOnce))
        {
            var matches = await SerialMatches.PeekAsync(db, [.. some.Select(s => s.Claim)], cancellationToken);
            foreach (var subject in some)
                verdicts._verdicts[subject.Id] = matches.Of(subject.Claim);
        }

        DeviceId[] devices = [.. verdicts._verdicts.Values.OfType<JoinsDevice>().Select(v => v.Device).Distinct()];
        verdicts._companies = await db.Devices.Where(d => devices.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.CompanyId, cancellationToken);
        return verdicts;
    }

    /// <summary>The row of a record that would not simply become a device; null for all others.</summary>
    /// <param name="isNamed">Whether a person names each record: one that waits because of its serial number then becomes a device of its own.</param>
    public DraftRow? Row(PlanSubject subject, bool isNamed, PlanKind kind) => _verdicts.GetValueOrDefault(subject.Id) switch
    {
        JoinsDevice joins => subject.Plan(kind, PlannedChange.Update, joins.Supersedes is null ? SameSerial : ReEnrolled, joins.Evidence, subject.ContainerCompany) with
        {
            Device = joins.Device,
            From = _companies.GetValueOrDefault(joins.Device),
            Verdict = $"joins {joins.Device.Value:N} {joins.Supersedes?.Value:N}",
        },
        InConflict when subject.IsInConflict && isNamed =>
            subject.Plan(kind, PlannedChange.Create, KeptApart, "It waits because of its serial number. Named by a person, it becomes a device of its own.", subject.ContainerCompany) with { Verdict = "apart" },
        InConflict conflict => subject.Plan(kind, PlannedChange.Hold, StatusReason.SerialConflict, conflict.Message, subject.ContainerCompany) with { Verdict = "conflict" },
        OwnDevice when subject.IsInConflict =>
            subject.Plan(kind, PlannedChange.Create, "new", "It waited because of its serial number. Nothing speaks against it any more.", subject.ContainerCompany) with { Verdict = "own" },
        _ => null,
    };

    // As an import takes it.
    private static bool CanCome(PlanSubject subject) =>
        subject.Status is StagedStatus.New || (subject.Status is StagedStatus.Failed && subject.TypeTarget is not null) || subject.IsInConflict;
}
