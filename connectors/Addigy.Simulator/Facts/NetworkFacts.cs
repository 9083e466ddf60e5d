using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Fleets;
using static MSPortal.Connectors.Addigy.Simulator.Facts.Define;

namespace MSPortal.Connectors.Addigy.Simulator.Facts;

/// <summary>Addresses and mobile networks.</summary>
internal static class NetworkFacts
{
    private const string Digits = "0123456789";

    private static readonly (string Name, string Mcc, string Mnc)[] Carriers =
        [("T-Mobile", "310", "260"), ("AT&T", "310", "410"), ("Verizon", "311", "480"), ("Telekom.de", "262", "01")];

    public static IEnumerable<FactDefinition> All =>
    [
        Text("wifi_mac_address", "Wifi MAC Address", fact => fact.Device.Model.Family is DeviceFamily.VirtualMac ? "" : fact.MacAddress()),
        Text("bluetooth_mac", "Bluetooth MAC", fact => fact.MacAddress()),
        MacText("ethernet_mac_address", "Ethernet MAC Address", fact => fact.IsLaptop ? null : fact.MacAddress()),
        MacList("ethernet_ma_cs", "Ethernet MA CS", fact => fact.IsLaptop ? null : [fact.MacAddress(), fact.MacAddress()]),
        Flag("has_wireless", "Has Wireless", fact => fact.Device.Model.Family is not DeviceFamily.VirtualMac),
        MacText("local_ip", "Local IP", LocalAddress),
        MacText("client_ip", "client_ip", PublicAddress),
        Text("imei", "iMEI", fact => fact.HasCellular ? $"35 {fact.Dice.Letters(Digits, 6)} {fact.Dice.Letters(Digits, 6)} {fact.Dice.Below(10)}" : ""),
        Text("meid", "MeId", _ => ""),
        Text("iccid", "iCCID", fact => fact.HasCellular ? $"8901 {fact.Dice.Letters(Digits, 4)} {fact.Dice.Letters(Digits, 4)} {fact.Dice.Letters(Digits, 4)} {fact.Dice.Letters(Digits, 3)}" : ""),
        Text("modem_firmware_version", "Modem Firmware Version", fact => fact.HasCellular ? "5.01.01" : ""),
        Text("carrier_settings_version", "Carrier Settings Version", fact => fact.HasCellular ? "59.0.1" : ""),
        Text("current_carrier_network", "Current Carrier", fact => Carrier(fact)?.Name ?? ""),
        Text("current_mcc", "Current MCC", fact => Carrier(fact)?.Mcc ?? ""),
        Text("current_mnc", "Current MNC", fact => Carrier(fact)?.Mnc ?? ""),
        Text("subscriber_carrier_network", "Subscriber Carrier", fact => Carrier(fact)?.Name ?? ""),
        Text("subscriber_mcc", "Subscriber MCC", fact => Carrier(fact)?.Mcc ?? ""),
        Text("subscriber_mnc", "Subscriber MNC", fact => Carrier(fact)?.Mnc ?? ""),
        Text("sim_carrier_network", "Sim Carrier", _ => ""),
        Number("cellular_technology", "Cellular Technology", fact => fact.HasCellular ? 3 : 0),
        Flag("data_roaming_enabled", "Data Roaming Enabled", fact => fact.HasCellular && fact.Dice.Percent(20)),
        Flag("voice_roaming_enabled", "Voice Roaming Enabled", fact => fact.HasCellular && fact.Dice.Percent(20)),
        Flag("is_roaming", "Is Roaming", fact => fact.HasCellular && fact.Dice.Percent(2)),
        Flag("personal_hotspot_enabled", "Personal Hotspot Enabled", fact => fact.HasCellular && fact.Dice.Percent(10)),
    ];

    private static string LocalAddress(FactContext fact) => fact.Dice.Percent(3)
        ? ""
        : $"192.168.{fact.Dice.Below(20)}.{fact.Dice.Between(2, 254)}";

    // Addresses out of the ranges that are reserved for documentation.
    private static string PublicAddress(FactContext fact) => fact.Dice.Percent(90)
        ? $"203.0.113.{fact.Dice.Between(1, 254)}"
        : $"2001:db8::{fact.Dice.Between(1, 9999):x}";

    private static (string Name, string Mcc, string Mnc)? Carrier(FactContext fact) =>
        fact.HasCellular ? Dice.For(fact.Device.Seed, "carrier").Pick(Carriers) : null;
}
