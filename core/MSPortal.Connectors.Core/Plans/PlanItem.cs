using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using MSPortal.Connectors.Core.Companies;
using MSPortal.Connectors.Core.Inventory;
using MSPortal.Connectors.Core.Staging;
using MSPortal.Connectors.Core.Storage;
using MSPortal.Connectors.Core.Tenancy;

namespace MSPortal.Connectors.Core.Plans;

/// <summary>What would happen to a device in the inventory.</summary>
public enum PlannedChange
{
    /// <summary>It comes into the inventory.</summary>
    Create,

    /// <summary>It gets other values.</summary>
    Update,

    /// <summary>It goes to another company.</summary>
    Move,

    /// <summary>It leaves the inventory.</summary>
    Retire,

    /// <summary>It stays as it is, and waits for somebody's decision.</summary>
    Hold,

    /// <summary>Nothing happens to it.</summary>
    Skip,
}

/// <summary>What became of a row.</summary>
public enum PlanOutcome
{
    /// <summary>Not dealt with yet.</summary>
    Planned,

    /// <summary>Done as planned.</summary>
    Applied,

    /// <summary>Unticked, and left alone.</summary>
    Excluded,

    /// <summary>There was nothing to do.</summary>
    Unchanged,

    /// <summary>Left alone because it had changed meanwhile.</summary>
    PassedOver,

    /// <summary>Taken back.</summary>
    Undone,

    /// <summary>Left as it is by the undo.</summary>
    Kept,
}

/// <summary>What a plan means to do with one device, and what became of it.</summary>
public sealed class PlanItem : ITenantOwned
{
    public required TenantId TenantId { get; init; }

    public required PlanId PlanId { get; init; }

    /// <summary>From 1, in the order in which rows are shown and done.</summary>
    public required int Number { get; init; }

    /// <summary>The staged device; null when the row is about the device alone. It may be gone since.</summary>
    public StagedDeviceId? StagedDeviceId { get; init; }

    /// <summary>The device of the inventory; null as long as there is none. It may be gone since.</summary>
    public DeviceId? DeviceId { get; set; }

    public required string Name { get; init; }

    public string? SerialNumber { get; init; }

    /// <summary>The company it belongs to before; null when it is not in the inventory.</summary>
    public CompanyId? FromCompanyId { get; init; }

    /// <summary>The company it belongs to afterwards; null for none.</summary>
    public CompanyId? CompanyId { get; init; }

    public required PlannedChange Change { get; init; }

    /// <summary>Why, as a stable code.</summary>
    public required string Code { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Stands for what the row was based on.</summary>
    public required string Base { get; init; }

    public PlanOutcome Outcome { get; set; }

    /// <summary>Why it became of it what did, as a sentence; null when nothing is to be said.</summary>
    public string? OutcomeReason { get; set; }

    /// <summary>The values before, as <see cref="Work.RowImages"/> writes them; null when there are none to bring back.</summary>
    public string? Before { get; set; }

    /// <summary>When it was applied; null when it was not.</summary>
    public DateTimeOffset? AppliedAt { get; set; }

    /// <summary>The id by which people and programs name the row: the plan's, with the row's number in its last four bytes.</summary>
    public static Guid IdOf(PlanId plan, int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        plan.Value.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], number);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The number in such an id; null when it is no row of the plan.</summary>
    public static int? NumberOf(PlanId plan, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var number = BinaryPrimitives.ReadInt32BigEndian(bytes[12..]);
        return number > 0 && IdOf(plan, number) == id ? number : null;
    }
}

internal sealed class PlanItemConfiguration : IEntityTypeConfiguration<PlanItem>
{
    public void Configure(EntityTypeBuilder<PlanItem> builder)
    {
        builder.ToTable("plan_items");
        builder.HasKey(i => new { i.TenantId, i.PlanId, i.Number });
        builder.Property(i => i.Number).ValueGeneratedNever();
        builder.Property(i => i.Change).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.Outcome).HasConversion<string>().HasMaxLength(20);
        builder.Property(i => i.Code).HasMaxLength(60);
        builder.Property(i => i.Base).HasMaxLength(32);
        builder.HasOne<Plan>().WithMany().HasForeignKey(i => new { i.TenantId, i.PlanId }).OnDelete(DeleteBehavior.Cascade);
    }
}
