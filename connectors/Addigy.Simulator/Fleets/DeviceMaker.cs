using System.Globalization;
using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Names;

namespace MSPortal.Connectors.Addigy.Simulator.Fleets;

/// <summary>Makes one believable device after the other.</summary>
internal sealed class DeviceMaker(Dice dice, DateTimeOffset now, bool hasOddities)
{
    private const string SerialLetters = "CDFGHJKLMNPQRTVWXY0123456789";

    /// <summary>A device of a company; of a given family, or one out of the usual mix.</summary>
    public FleetDevice Make(string? policyId, string company, string domain, DeviceFamily? family = null)
    {
        var model = AppleModels.Pick(family ?? AppleModels.PickFamily(dice), dice);
        var user = HasUser(model) ? Person.Pick(dice, domain) : null;
        var silence = Silence();
        return new FleetDevice
        {
            AgentId = dice.Id(),
            Seed = dice.Next(),
            Name = NameOf(model, user, company),
            SerialNumber = SerialOf(model),
            PolicyId = policyId,
            Model = model,
            System = AppleModels.PickSystem(model, dice),
            User = user,
            LastSeenAt = now - silence,
            RegisteredAt = now - silence - TimeSpan.FromDays(dice.Between(1, 1200)),
            LacksModelNames = hasOddities && model.IsMac && dice.Percent(1),
        };
    }

    private bool HasUser(AppleModel model) => model.Family switch
    {
        DeviceFamily.MacLaptop => dice.Percent(90),
        DeviceFamily.MacDesktop => dice.Percent(60),
        DeviceFamily.IPhone => dice.Percent(95),
        DeviceFamily.IPad => dice.Percent(25),
        _ => false,
    };

    private string SerialOf(AppleModel model) => model.Family is DeviceFamily.VirtualMac
        ? $"Parallels-{dice.Letters("0123456789ABCDEF", 20)}"
        : dice.Letters(SerialLetters, model.Year < 2021 ? 12 : 10);

    private TimeSpan Silence() => dice.Below(100) switch
    {
        < 45 => TimeSpan.FromMilliseconds(dice.Below(9 * 60 * 1000)),
        < 75 => TimeSpan.FromMinutes(dice.Between(10, 24 * 60)),
        < 88 => TimeSpan.FromHours(dice.Between(24, 24 * 14)),
        < 97 => TimeSpan.FromDays(dice.Between(14, 120)),
        _ => TimeSpan.FromDays(dice.Between(120, 900)),
    };

    private string NameOf(AppleModel model, Person? user, string company)
    {
        var number = dice.Between(1, 400).ToString("000", CultureInfo.InvariantCulture);
        if (user is null)
        {
            return dice.Below(4) switch
            {
                0 => $"{ShortOf(company)}-{number}",
                1 => $"{dice.Pick(Words.Sites)} {model.Name}",
                2 => model.Name,
                _ => $"{ShortOf(company)} {model.Name} {dice.Between(1, 30)}",
            };
        }

        return dice.Below(8) switch
        {
            < 3 => $"{user.FirstName}’s {model.Name}",
            3 => $"{user.FirstName}'s {model.Name}",
            4 => $"{user.FullName} {model.Name}",
            5 => $"{ShortOf(company)}-{user.LastName.ToPlain().ToUpperInvariant()}-{number}",
            6 => model.IsMac ? $"{user.FirstName.WithoutAccents()}s-{model.Name.Replace(' ', '-')}.local" : model.Name,
            _ => $"{ShortOf(company)}-{number}",
        };
    }

    private static string ShortOf(string company)
    {
        var plain = company.ToPlain().ToUpperInvariant();
        return plain.Length > 4 ? plain[..4] : plain;
    }
}
