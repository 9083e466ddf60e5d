using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Fleets;
using static MSPortal.Connectors.Addigy.Simulator.Facts.Define;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>Battery and running time.</summary>
internal static class PowerFacts
{
    public static IEnumerable<FactDefinition> All =>
    [
        Number("battery_percentage", "Battery Percentage", Percentage),
        OfLaptop(Number("battery_cycles", "Battery Cycles", fact => fact.Dice.Below(900))),
        OfLaptop(Number("battery_failures", "Battery Failures", fact => fact.Dice.Percent(3) ? 1 : 0)),
        OfLaptop(Flag("battery_charging", "Battery Charging", 40)),
        OfLaptop(Number("battery_capacity_loss_percentage", "Battery Capacity Loss Percentage", fact => Math.Round(fact.Dice.Fraction() * 30, 2))),
        OfLaptop(Number("battery_temperaturecelsius", "Battery Temperature(Celsius)", fact => Celsius(fact))),
        OfLaptop(Number("battery_temperature_fahrenheit", "Battery Temperature(Fahrenheit)", fact => Math.Round(Celsius(fact) * 1.8 + 32, 2))),
        MacNumber("uptime_days", "Uptime (days)", fact => Uptime(fact)),
        MacNumber("last_reboot_timestamp", "Last Reboot Timestamp", fact => fact.Device.LastSeenAt.AddDays(-Uptime(fact)).ToUnixTimeSeconds()),
    ];

    private static FactDefinition OfLaptop(FactDefinition fact) => fact with
    {
        Read = context => context.IsLaptop ? fact.Read(context) : null,
    };

    private static object? Percentage(FactContext fact) => fact.Device.Model.Family switch
    {
        DeviceFamily.MacLaptop => Math.Round(fact.Dice.Fraction() * 100, 1),
        DeviceFamily.IPhone or DeviceFamily.IPad => fact.Dice.Percent(4) ? -1 : fact.Dice.Between(1, 100),
        _ => null,
    };

    private static double Celsius(FactContext fact) => Math.Round(20 + Dice.For(fact.Device.Seed, "heat").Fraction() * 18, 2);

    private static int Uptime(FactContext fact) => Dice.For(fact.Device.Seed, "uptime").Below(90);
}
