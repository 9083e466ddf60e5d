using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Fleets;
using static MSPortal.Connectors.Addigy.Simulator.Facts.Define;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>Model, processor, memory, disk, displays and warranty.</summary>
internal static class HardwareFacts
{
    private static readonly int[] MemorySizes = [8, 8, 16, 16, 16, 32, 64];
    private static readonly int[] MacDisks = [121, 251, 251, 494, 494, 995, 2000];
    private static readonly int[] MobileDisks = [16, 32, 64, 64, 128, 256];

    public static IEnumerable<FactDefinition> All =>
    [
        Text("device_model_name", "Device Model Name", fact => Model(fact, fact.Device.Model.Name)) with { IsSteady = true },
        Text("hardware_model", "Hardware Model", fact => Model(fact, fact.Device.Model.HardwareModel)) with { IsSteady = true },
        Text("product_name", "Product Name", fact => Model(fact, fact.Device.Model.HardwareModel)) with { IsSteady = true },
        MacText("product_description", "Product Description", Description),
        MacText("device_chip_type", "Device Chip Type", ChipType),
        MacText("processor_type", "Processor Type", fact => fact.Device.Model.Chip),
        MacNumber("processor_speed_ghz", "Processor Speed (GHz)", Speed),
        MacNumber("total_memory_gb", "Total Memory (GB)", fact => Memory(fact)),
        MacNumber("used_memory_gb", "Used Memory (GB)", fact => fact.Dice.Between(2, Memory(fact))),
        Number("total_disk_space_gb", "Total Disk Space (GB)", fact => Disk(fact)),
        Number("free_disk_space_gb", "Free Disk Space (GB)", FreeDisk),
        Number("free_disk_percentage", "Free Disk Percentage", fact => Math.Floor(FreeShare(fact) * 100)),
        MacFlag("smart_failing", "SMART Failing", 1),
        MacFlag("display_on", "Display On", 45),
        MacList("displays_serial_number", "Displays Serial Number", fact => fact.Dice.Percent(15) ? [fact.Dice.Letters("0123456789ABCDEF", 10)] : null),
        MacFlag("kernel_panic", "Kernel Panic", 2),
        MacNumber("tmp_size_mb", "Tmp Size (MB)", fact => fact.Dice.Below(4000)),
        Date("manufactured_date", "Manufactured Date", Manufactured),
        MacDate("warranty_expiration_date", "Warranty Expiration Date", WarrantyEnd),
        MacNumber("warranty_days_left", "Warranty Days Left", fact => fact.Dice.Percent(40) ? 0 : fact.Dice.Between(-1, 1000)),
    ];

    private static string Model(FactContext fact, string name) => fact.Device.LacksModelNames ? "" : name;

    private static string Description(FactContext fact) => fact.Dice.Percent(25)
        ? "n/a"
        : $"{fact.Device.Model.Name} ({fact.Device.Model.Year})";

    private static string ChipType(FactContext fact) => fact.Device.Model.IsAppleSilicon ? "Apple" : "Intel";

    private static object? Speed(FactContext fact) => fact.Device.Model.IsAppleSilicon
        ? fact.Dice.Percent(50) ? null : 0
        : Math.Round(1.1 + fact.Dice.Fraction() * 2.6, 1);

    private static int Memory(FactContext fact) => Dice.For(fact.Device.Seed, "memory").Pick(MemorySizes);

    private static int Disk(FactContext fact) =>
        Dice.For(fact.Device.Seed, "disk").Pick(fact.IsMac ? MacDisks : MobileDisks);

    private static double FreeShare(FactContext fact) => 0.02 + Dice.For(fact.Device.Seed, "free").Fraction() * 0.9;

    private static object FreeDisk(FactContext fact)
    {
        var free = Disk(fact) * FreeShare(fact);
        return fact.IsMac ? (object)Math.Floor(free) : Math.Round(free, 7);
    }

    private static string Manufactured(FactContext fact)
    {
        if (fact.Dice.Percent(6))
            return "1970-01-01T00:00:00Z";

        var year = fact.Dice.Percent(3) ? 2010 : fact.Device.Model.Year;
        return fact.Date(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(fact.Dice.Below(500)));
    }

    private static string? WarrantyEnd(FactContext fact) => fact.Device.Model.Family is DeviceFamily.VirtualMac
        ? null
        : fact.Date(new DateTimeOffset(fact.Dice.Percent(3) ? 2011 : fact.Device.Model.Year + 3, 1, 1, 0, 0, 0, TimeSpan.Zero)
            .AddDays(fact.Dice.Below(500)));
}
