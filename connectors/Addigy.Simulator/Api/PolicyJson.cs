using System.Globalization;
using System.Text.Json;
using MSPortal.Connectors.Addigy.Simulator.Chance;
using MSPortal.Connectors.Addigy.Simulator.Fleets;

namespace MSPortal.Connectors.Addigy.Simulator.Api;

/// <summary>A policy with all its fields, secrets of the customer's identity provider included.</summary>
public static class PolicyJson
{
    /// <summary>
    /// Stands in every secret of a policy. A test that finds it anywhere but in the vendor's answer has found a leak.
    /// </summary>
    public const string Canary = "canary-must-never-be-kept-4d1f0b";

    private static readonly string[] Days = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    private static readonly string[] Icons = ["fa fa-university", "fa fa-building", "fa fa-exchange", "fa fa-laptop", ""];
    private static readonly string[] Providers = ["okta", "azure", "google"];

    internal static void Write(Utf8JsonWriter json, FleetPolicy policy, string organizationId)
    {
        var dice = new Dice(Dice.Hash(policy.PolicyId));
        json.WriteStartObject();
        json.WriteString("policyId", policy.PolicyId);
        json.WriteString("orgid", organizationId);
        json.WriteString("name", policy.Name);
        json.WriteString("parent", policy.ParentId);
        json.WriteString("color", $"#{dice.Below(0x1000000):x6}");
        json.WriteString("icon", dice.Pick(Icons));
        WriteCreation(json, policy.CreatedAt, dice);
        json.WriteString("last_deployed", policy.CreatedAt.AddDays(20).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        json.WriteString("download_path", $"https://agents.example/{policy.PolicyId}.pkg");
        json.WriteString("agent_path", $"https://agents.example/{policy.PolicyId}");
        json.WriteString("agent_version", "3.4.1");
        json.WriteBoolean("ignore_updates", dice.Percent(10));
        json.WriteStartArray("instructions");
        json.WriteStringValue(dice.Id());
        json.WriteEndArray();
        json.WriteStartObject("self_service_instruction_ids");
        json.WriteBoolean(dice.Id(), true);
        json.WriteEndObject();
        WriteSchedules(json);
        json.WriteNumber("autotask_account_id", 0);
        json.WriteNumber("connectwise_account_id", dice.Below(9000));
        json.WriteString("itglue_account_id", "");
        WriteSettings(json);
        WriteSync(json, dice);
        json.WriteEndObject();
    }

    // Unix seconds, with and without a decimal part.
    private static void WriteCreation(Utf8JsonWriter json, DateTimeOffset at, Dice dice)
    {
        if (dice.Percent(50))
            json.WriteNumber("creation_time", at.ToUnixTimeSeconds());
        else
            json.WriteNumber("creation_time", at.ToUnixTimeSeconds() + 0.5);
    }

    private static void WriteSchedules(Utf8JsonWriter json)
    {
        json.WriteStartObject("schedules");
        json.WriteStartObject("maintenance");
        foreach (var day in Days)
            json.WriteBoolean(day, day is "sa" or "su");

        WriteTime(json, "from", 1);
        WriteTime(json, "to", 5);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, int hour)
    {
        json.WriteStartObject(name);
        json.WriteNumber("h", hour);
        json.WriteNumber("m", 30);
        json.WriteEndObject();
    }

    private static void WriteSettings(Utf8JsonWriter json)
    {
        json.WriteStartObject("addigy_shield_settings");
        json.WriteBoolean("enabled", false);
        json.WriteEndObject();
        json.WriteStartObject("collector_settings");
        json.WriteBoolean("collect_system_apps_usage", true);
        json.WriteBoolean("collect_web_apps_usage", false);
        json.WriteEndObject();
        json.WriteStartObject("prebuilt_app_settings");
        json.WriteNumber("admin_update_deferral_days", 3);
        json.WriteNumber("prompt_interval_hours", 4);
        json.WriteBoolean("show_in_menubar", true);
        json.WriteEndObject();
        foreach (var tool in (string[])["splashtop_settings", "ssh_settings", "vnc_settings"])
        {
            json.WriteStartObject(tool);
            json.WriteBoolean("enabled", tool != "vnc_settings");
            json.WriteBoolean("require_user_permission", true);
            json.WriteEndObject();
        }

        json.WriteStartObject("system_updates_settings");
        json.WriteBoolean("force_update", false);
        json.WriteNumber("restart_prompt_period", 1.5);
        json.WriteEndObject();
    }

    private static void WriteSync(Utf8JsonWriter json, Dice dice)
    {
        var provider = dice.Pick(Providers);
        json.WriteStartObject("addigy_sync");
        json.WriteString("active_service", provider);
        json.WriteBoolean("await_configuration", false);
        json.WriteNumber("config_version", 2);
        json.WriteStartObject("services");
        json.WriteStartObject(provider);
        json.WriteStartArray("admin_groups");
        json.WriteStringValue("Mac Admins");
        json.WriteEndArray();
        json.WriteBoolean("allow_local_login", true);
        json.WriteString("api_key", $"{Canary}-{dice.Next():x16}");
        json.WriteString("domain", $"{provider}.example");
        json.WriteBoolean("is_admin", false);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
