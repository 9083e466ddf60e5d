using MSPortal.Connectors.Addigy.Simulator.Chance;
using static MSPortal.Connectors.Addigy.Simulator.Fleets.DeviceFamily;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>The hardware that fleets are made of, and the operating systems it runs.</summary>
public static class AppleModels
{
    /// <summary>All models.</summary>
    public static IReadOnlyList<AppleModel> All { get; } =
    [
        new(MacLaptop, "MacBook Pro", "MacBookPro14,1", "Dual-Core Intel Core i5", 2017, 2),
        new(MacLaptop, "MacBook Pro", "MacBookPro15,2", "Quad-Core Intel Core i5", 2018, 4),
        new(MacLaptop, "MacBook Pro", "MacBookPro16,1", "6-Core Intel Core i7", 2019, 5),
        new(MacLaptop, "MacBook Pro", "MacBookPro16,2", "Quad-Core Intel Core i5", 2020, 4),
        new(MacLaptop, "MacBook Air", "MacBookAir8,1", "Dual-Core Intel Core i5", 2018, 3),
        new(MacLaptop, "MacBook Air", "MacBookAir9,1", "Dual-Core Intel Core i3", 2020, 5),
        new(MacLaptop, "MacBook", "MacBook10,1", "Dual-Core Intel Core m3", 2017, 1),
        new(MacLaptop, "MacBook Air", "MacBookAir10,1", "Apple M1", 2020, 16),
        new(MacLaptop, "MacBook Pro", "MacBookPro17,1", "Apple M1", 2020, 10),
        new(MacLaptop, "MacBook Pro", "MacBookPro18,1", "Apple M1 Pro", 2021, 6),
        new(MacLaptop, "MacBook Pro", "MacBookPro18,3", "Apple M1 Pro", 2021, 8),
        new(MacLaptop, "MacBook Air", "Mac14,2", "Apple M2", 2022, 14),
        new(MacLaptop, "MacBook Pro", "Mac14,7", "Apple M2", 2022, 8),
        new(MacLaptop, "MacBook Pro", "Mac14,10", "Apple M2 Pro", 2023, 6),
        new(MacLaptop, "MacBook Pro", "Mac15,3", "Apple M3", 2023, 7),
        new(MacLaptop, "MacBook Air", "Mac15,12", "Apple M3", 2024, 9),
        new(MacLaptop, "MacBook Pro", "Mac16,1", "Apple M4", 2024, 8),
        new(MacLaptop, "MacBook Air", "Mac16,12", "Apple M4", 2025, 9),
        new(MacDesktop, "iMac", "iMac18,3", "Quad-Core Intel Core i5", 2017, 2),
        new(MacDesktop, "iMac", "iMac19,1", "6-Core Intel Core i5", 2019, 3),
        new(MacDesktop, "iMac", "iMac20,1", "8-Core Intel Core i7", 2020, 3),
        new(MacDesktop, "iMac Pro", "iMacPro1,1", "8-Core Intel Xeon W", 2017, 1),
        new(MacDesktop, "iMac", "iMac21,1", "Apple M1", 2021, 8),
        new(MacDesktop, "iMac", "Mac15,4", "Apple M3", 2023, 5),
        new(MacDesktop, "iMac", "Mac16,3", "Apple M4", 2024, 4),
        new(MacDesktop, "Mac mini", "Macmini8,1", "6-Core Intel Core i5", 2018, 3),
        new(MacDesktop, "Mac mini", "Macmini9,1", "Apple M1", 2020, 5),
        new(MacDesktop, "Mac mini", "Mac14,3", "Apple M2", 2023, 4),
        new(MacDesktop, "Mac mini", "Mac14,12", "Apple M2 Pro", 2023, 2),
        new(MacDesktop, "Mac mini", "Mac16,10", "Apple M4", 2024, 4),
        new(MacDesktop, "Mac Studio", "Mac13,1", "Apple M1 Max", 2022, 2),
        new(MacDesktop, "Mac Studio", "Mac14,13", "Apple M2 Max", 2023, 2),
        new(MacDesktop, "Mac Studio", "Mac16,9", "Apple M4 Max", 2025, 1),
        new(MacDesktop, "Mac Pro", "MacPro7,1", "12-Core Intel Xeon W", 2019, 1),
        new(MacDesktop, "Mac Pro", "Mac14,8", "Apple M2 Ultra", 2023, 1),
        new(VirtualMac, "Parallels Virtual Machine", "Parallels17,1", "Intel Core i7", 2019, 1),
        new(VirtualMac, "Parallels Virtual Machine", "Parallels ARM Virtual Machine", "Apple Silicon", 2021, 1),
        new(IPhone, "iPhone", "iPhone12,1", "A13 Bionic", 2019, 5),
        new(IPhone, "iPhone", "iPhone12,8", "A13 Bionic", 2020, 6),
        new(IPhone, "iPhone", "iPhone13,2", "A14 Bionic", 2020, 7),
        new(IPhone, "iPhone", "iPhone14,5", "A15 Bionic", 2021, 8),
        new(IPhone, "iPhone", "iPhone15,4", "A16 Bionic", 2023, 7),
        new(IPhone, "iPhone", "iPhone17,3", "A18", 2024, 5),
        new(IPhone, "iPod touch", "iPod9,1", "A10 Fusion", 2019, 1),
        new(IPad, "iPad", "iPad8,3", "A12X Bionic", 2018, 4),
        new(IPad, "iPad", "iPad12,1", "A13 Bionic", 2021, 10),
        new(IPad, "iPad", "iPad13,1", "A14 Bionic", 2020, 5),
        new(IPad, "iPad", "iPad13,18", "A14 Bionic", 2022, 8),
        new(IPad, "iPad", "iPad14,3", "M2", 2022, 4),
        new(AppleTv, "Apple TV", "AppleTV5,3", "A8", 2015, 2),
        new(AppleTv, "Apple TV", "AppleTV6,2", "A10X Fusion", 2017, 3),
        new(AppleTv, "Apple TV", "AppleTV11,1", "A12 Bionic", 2021, 3),
    ];

    private static readonly Dictionary<DeviceFamily, AppleModel[]> ByFamily = All
        .GroupBy(model => model.Family)
        .ToDictionary(group => group.Key, group => group.SelectMany(model => Enumerable.Repeat(model, model.Weight)).ToArray());

    private static readonly SystemVersion[] MacSystems =
    [
        new("macOS", "11.7.10", "20G1427", 20), new("macOS", "12.7.6", "21H1320", 21), new("macOS", "13.7.8", "22H730", 22),
        new("macOS", "14.5", "23F79", 23), new("macOS", "14.8.2", "23J126", 23), new("macOS", "15.5", "24F74", 24),
        new("macOS", "15.6.1", "24G90", 24), new("macOS", "15.7.2", "24G325", 24), new("macOS", "26.0.1", "25A362", 25),
        new("macOS", "26.1", "25B78", 25),
    ];

    private static readonly SystemVersion[] MobileSystems =
    [
        new("iOS", "15.8.5", "19H394", 21), new("iOS", "16.7.12", "20H364", 22), new("iOS", "17.7.2", "21H221", 23),
        new("iOS", "18.5", "22F76", 24), new("iOS", "18.7.2", "22H124", 24), new("iOS", "26.1", "23B85", 25),
    ];

    private static readonly SystemVersion[] TvSystems =
    [
        new("tvOS", "17.6.1", "21M80", 23), new("tvOS", "18.6", "22M84", 24), new("tvOS", "26.1", "23J582", 25),
    ];

    /// <summary>A model of a family, common ones more often.</summary>
    public static AppleModel Pick(DeviceFamily family, Dice dice) => dice.Pick(ByFamily[family]);

    /// <summary>A family, in the mix of a usual MSP fleet.</summary>
    public static DeviceFamily PickFamily(Dice dice) => dice.Below(100) switch
    {
        < 52 => MacLaptop,
        < 72 => MacDesktop,
        < 73 => VirtualMac,
        < 84 => IPhone,
        < 97 => IPad,
        _ => AppleTv,
    };

    /// <summary>An operating system that the model can run.</summary>
    public static SystemVersion PickSystem(AppleModel model, Dice dice)
    {
        if (model.Family is AppleTv)
            return dice.Pick(TvSystems);

        if (!model.IsMac)
            return MobileSystems[model.Year < 2019 ? dice.Between(0, 2) : dice.Between(1, MobileSystems.Length - 1)];

        return model.Year switch
        {
            < 2018 => MacSystems[dice.Between(0, 2)],
            < 2020 when !model.IsAppleSilicon => MacSystems[dice.Between(2, 7)],
            < 2022 => MacSystems[dice.Between(2, 9)],
            < 2024 => MacSystems[dice.Between(3, 9)],
            _ => MacSystems[dice.Between(5, 9)],
        };
    }
}
