using System.Text.RegularExpressions;

namespace MSPortal.Connectors.Core.Inventory.Links;

/// <summary>
/// Which serial numbers can tell one device from all others. What makers leave in the firmware when they forget the number, and
/// what virtual machines make up, never joins devices.
/// </summary>
public static partial class TrustedSerial
{
    private const int Shortest = 6;
    private const string Count = "01234567890123456789012345678901234567890";
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // Without blanks and signs. Shorter ones are none anyway; what only begins so stands below.
    private static readonly HashSet<string> Placeholders = new(StringComparer.Ordinal)
    {
        "UNKNOWN", "UNDEFINED", "UNSPECIFIED", "UNASSIGNED", "UNAVAILABLE", "INVALID", "FAILED", "DEFAULT", "DEFAULTSTRING", "STRING",
        "SERIAL", "SERIALNO", "SERIALNUM", "OEMSERIAL", "OEMDEFAULT", "OEMSTRING", "STANDARD", "GENERIC", "CUSTOM", "SAMPLE", "EXAMPLE",
        "TESTING", "TESTSERIAL", "CHANGEME", "PLACEHOLDER", "RESERVED", "EVALUATION", "PROTOTYPE", "ENGINEERINGSAMPLE", "ASSETTAG",
        "NOASSETTAG", "ASSETTAGNOTSET", "SYSTEMMANUFACTURER", "SYSTEMPRODUCTNAME", "SYSTEMVERSION", "SYSTEMNAME", "BASEBOARD",
        "MOTHERBOARD", "CHASSIS", "ABCDEFGH", "QWERTY", "DEADBEEF", "INSYDE", "PHOENIX",
    };

    private static readonly string[] PlaceholderBeginnings =
    [
        "TOBEFILLED", "TOBEDEFINED", "TOBEDETERMINED", "TOBESET", "FILLEDBY", "FILLBYOEM", "SYSTEMSERIAL", "SYSSERIAL", "CHASSISSERIAL", "BASEBOARDSERIAL",
        "BOARDSERIAL", "MBSERIAL", "MOTHERBOARDSERIAL", "PRODUCTSERIAL", "SERIALNUMBER", "NOTSPECIFIED", "NOTAPPLICABLE", "NOTAVAILABLE", "NOTAPPLIED",
        "NOTSET", "NOTSETTABLE", "NOTPRESENT", "NOTDEFINED", "NOTPROVIDED", "NOTFOUND", "NOTSUPPORTED", "NOTASSIGNED", "NOTPROGRAMMED", "NOTREAD", "NOSERIAL",
        "NOSUCH", "UNKNOWNSERIAL", "INVALIDSERIAL", "DEFAULTSERIAL", "DEFAULTSTRING", "OEMTOFILL", "OEMSPECIFIC", "OEMSERIALNUMBER", "OEMCHASSIS",
        "ASSETTAG", "ASSETNUMBER", "EMPTYSTRING", "PLEASE", "ENTERSERIAL",
    ];

    private static readonly string[] PlaceholderParts = ["SERIALNUMBER", "BOARDSERIAL", "123490EN400015", "ABCD1234"];

    private static readonly string[] VirtualBeginnings =
    [
        "VMWARE", "PARALLELS", "VIRTUALBOX", "VBOX", "QEMU", "BHYVE", "BOCHS", "PROXMOX", "NUTANIX", "OPENSTACK", "GOOGLECLOUD",
        "AMAZON", "AZURE", "DIGITALOCEAN", "HYPERV", "ORACLECLOUD", "OVIRT", "RHEV", "ACROPOLIS",
    ];

    private static readonly string[] Hypervisors = ["VMWARE", "VIRTUALBOX", "INNOTEK", "PARALLELS", "QEMU", "BOCHS", "BHYVE", "VIRTUALMACHINE", "VIRTUALMAC", "VIRTUALPLATFORM", "KVM", "UTM"];

    /// <summary>A serial number as it is compared: without blanks around it, in upper case; null for none.</summary>
    public static string? Compared(string? serial) => serial?.Trim().ToUpperInvariant() is { Length: > 0 } compared ? compared : null;

    /// <summary>The serial number as it is compared; null when it must not join devices.</summary>
    public static string? KeyOf(string? serial) =>
        serial is not null && !IsPlaceholder(serial) && !IsVirtual(serial) && IsPlain(serial.Trim()) ? Compared(serial) : null;

    /// <summary>Whether a text is none that a maker gave to one device: too short, a word, a count, or always the same signs.</summary>
    public static bool IsPlaceholder(string serial)
    {
        var bare = Bare(serial);
        return bare.Length < Shortest || bare.Distinct().Count() <= 2 || Placeholders.Contains(bare)
            || PlaceholderParts.Any(word => bare.Contains(word, StringComparison.Ordinal)) || PlaceholderBeginnings.Any(word => bare.StartsWith(word, StringComparison.Ordinal)) || IsCount(bare);
    }

    /// <summary>Whether a device is a virtual machine by its maker or model: copies of it share its serial number, whatever that looks like.</summary>
    public static bool IsHypervisor(string? manufacturer, string? model) =>
        Bare($"{manufacturer} {model}") is var bare && Hypervisors.Any(word => bare.Contains(word, StringComparison.Ordinal));

    /// <summary>Whether a virtual machine made it up: copies of the machine tell the same.</summary>
    public static bool IsVirtual(string serial)
    {
        var bare = Bare(serial);
        return VirtualBeginnings.Any(word => bare.StartsWith(word, StringComparison.Ordinal)) || bare.Contains("VIRTUAL", StringComparison.Ordinal)
            || ShortName().IsMatch(serial.Trim()) || HyperV().IsMatch(serial.Trim()) || Uuid().IsMatch(serial.Trim());
    }

    // Of makers' signs only: a text with others was mangled on its way, or is a sentence.
    private static bool IsPlain(string serial) => serial.Length <= 64 && serial.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '/' or '_' or ' ' or '+' or ':');

    // "123456789", "0123456789ABCDEF", also behind a few letters as in "BSN12345678901234567", and "ABCDEFGHIJ".
    private static bool IsCount(string bare)
    {
        var digits = bare.TrimStart([.. Letters]);
        var rest = digits.TrimEnd([.. Letters]);
        return (rest.Length >= Shortest && bare.Length - digits.Length <= 5 && (Runs(rest) || Runs(new string([.. rest.Reverse()]))) && Tail(digits[rest.Length..]))
            || Letters.StartsWith(bare, StringComparison.Ordinal);

        static bool Runs(string text) => Count.StartsWith(text, StringComparison.Ordinal) || Count[1..].StartsWith(text, StringComparison.Ordinal);
        static bool Tail(string text) => text.Length == 0 || Letters.StartsWith(text, StringComparison.Ordinal);
    }

    private static string Bare(string serial) => string.Concat(serial.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // Three letters alone may well begin a maker's number.
    [GeneratedRegex("^(XEN|KVM|UTM|EC2)[-_ ]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ShortName();

    [GeneratedRegex(@"^\d{4}(-\d{4}){5}-\d{2}$")]
    private static partial Regex HyperV();

    [GeneratedRegex("^[0-9A-Fa-f]{8}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{4}-?[0-9A-Fa-f]{12}$")]
    private static partial Regex Uuid();
}
