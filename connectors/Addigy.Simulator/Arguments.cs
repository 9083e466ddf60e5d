using System.Globalization;
using MSPortal.Connectors.Addigy.Simulator.Requests;

namespace MSPortal.Connectors.Addigy.Simulator;

/// <summary>The program's command line.</summary>
/// <param name="Options">What the simulator is started with.</param>
/// <param name="ExitsWithInput">Ends the program when standard input closes.</param>
internal sealed record Arguments(SimulatorOptions Options, bool ExitsWithInput)
{
    public const string Usage = """
        Usage: dotnet MSPortal.Connectors.Addigy.Simulator.dll [options]
          --port N            port on 127.0.0.1; 0 takes a free one (0)
          --seed N            same seed and sizes give the same fleet (7)
          --accounts N        Addigy organizations (1)
          --companies N       companies in each account (60)
          --devices N         devices in each account (2000)
          --now INSTANT       instant that dates count back from, ISO 8601 (the start)
          --root-policy NAME  puts all companies below one policy
          --tidy              leaves out odd names, lost facts and orphans
          --without-whoami    configuration/whoami answers 404
          --rate-limit        more than 1,000 requests in 10 s block a token for 24 h
          --exit-with-stdin   ends when standard input closes
        """;

    /// <summary>Reads the command line. Throws a <see cref="FormatException"/> that says what is wrong with it.</summary>
    public static Arguments Read(IReadOnlyList<string> words)
    {
        var read = new Arguments(new SimulatorOptions(), false);
        for (var index = 0; index < words.Count; index++)
        {
            var name = words[index];
            var options = read.Options;
            read = name switch
            {
                "--port" => read with { Options = options with { Port = Number(0, 65535) } },
                "--seed" => read with { Options = options with { Seed = Number(0, int.MaxValue) } },
                "--accounts" => read with { Options = options with { Accounts = Number(1, 100) } },
                "--companies" => read with { Options = options with { Companies = Number(0, 20_000) } },
                "--devices" => read with { Options = options with { Devices = Number(0, 1_000_000) } },
                "--now" => read with { Options = options with { Now = Instant() } },
                "--root-policy" => read with { Options = options with { RootPolicy = Value() } },
                "--tidy" => read with { Options = options with { HasOddities = false } },
                "--without-whoami" => read with { Options = options with { HasWhoAmI = false } },
                "--rate-limit" => read with { Options = options with { RateLimit = RateLimit.OfVendor } },
                "--exit-with-stdin" => read with { ExitsWithInput = true },
                _ => throw new FormatException($"Unknown option {name}."),
            };

            string Value() => ++index < words.Count ? words[index] : throw new FormatException($"{name} needs a value.");

            int Number(int lowest, int highest) =>
                int.TryParse(Value(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest
                    ? number
                    : throw new FormatException($"{name} needs a whole number from {lowest} to {highest}.");

            DateTimeOffset Instant() =>
                DateTimeOffset.TryParse(Value(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                    ? instant.ToUniversalTime()
                    : throw new FormatException($"{name} needs an instant such as 2026-11-24T08:00:00Z.");
        }

        return read;
    }
}
